-- What the dispatch kernel knows of what waits and of what has a place, so that a server that begins
-- to decide can take over.
ALTER TABLE queues.entry ADD COLUMN wall_millis bigint;
ALTER TABLE queues.allocation
  ADD COLUMN project_id  uuid,
  ADD COLUMN person_id   uuid,
  ADD COLUMN card_model  text,
  ADD COLUMN wall_millis bigint,
  ADD COLUMN preemptible boolean NOT NULL DEFAULT false,
  ADD COLUMN apart       text,
  ADD COLUMN placed_at   timestamptz NOT NULL DEFAULT now();

-- Which entries the deciding server has to look at again: it takes the rows away as it does. So no
-- change is missed, whoever made it and in whatever order they commit.
CREATE TABLE queues.change (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry uuid NOT NULL
);
SELECT shared.system_table('queues.change');

-- The kernel knows what it has decided itself.
CREATE FUNCTION queues.note_change(changed uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO queues.change (entry) SELECT changed
  WHERE current_setting('penstock.deciding', true) IS DISTINCT FROM 'on'
$$;

CREATE FUNCTION queues.entry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queues.note_change(CASE TG_OP WHEN 'DELETE' THEN OLD.job_id ELSE NEW.job_id END);
  RETURN NULL;
END $$;

CREATE FUNCTION queues.dependency_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queues.note_change(OLD.entry);
  RETURN NULL;
END $$;

CREATE FUNCTION queues.allocation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queues.note_change(coalesce(OLD.entry_id, OLD.job_id));
  RETURN NULL;
END $$;

CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON queues.entry
  FOR EACH ROW EXECUTE FUNCTION queues.entry_changed();
CREATE TRIGGER changed AFTER DELETE ON queues.dependency
  FOR EACH ROW EXECUTE FUNCTION queues.dependency_changed();
CREATE TRIGGER changed AFTER DELETE ON queues.allocation
  FOR EACH ROW EXECUTE FUNCTION queues.allocation_changed();
