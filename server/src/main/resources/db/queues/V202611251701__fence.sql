-- What the deciding server writes stands only while it decides. A transaction that decides names its
-- generation in the setting penstock.generation; the row of the leader is locked in it until its end,
-- so that a later generation begins after all that an earlier one wrote, or the earlier is refused.
CREATE FUNCTION queues.refuse_old(mine bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  latest bigint;
BEGIN
  SELECT generation INTO latest FROM queues.leader FOR SHARE;
  IF mine < latest THEN
    RAISE EXCEPTION 'generation % decides no more, for generation % does', mine, latest
      USING ERRCODE = 'PS001';
  END IF;
END $$;

CREATE FUNCTION queues.fenced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine text := current_setting('penstock.generation', true);
BEGIN
  IF mine <> '' THEN
    PERFORM queues.refuse_old(mine::bigint);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER fenced BEFORE INSERT ON queues.allocation
  FOR EACH STATEMENT EXECUTE FUNCTION queues.fenced();
CREATE TRIGGER fenced BEFORE UPDATE OR DELETE ON queues.entry
  FOR EACH STATEMENT EXECUTE FUNCTION queues.fenced();
CREATE TRIGGER fenced BEFORE DELETE ON queues.change
  FOR EACH STATEMENT EXECUTE FUNCTION queues.fenced();
