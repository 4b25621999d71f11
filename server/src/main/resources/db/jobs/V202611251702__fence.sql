-- An attempt says which generation decided it; one of an earlier generation is refused.
CREATE FUNCTION jobs.fenced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queues.refuse_old(NEW.generation);
  RETURN NEW;
END $$;
CREATE TRIGGER fenced BEFORE INSERT ON jobs.attempt
  FOR EACH ROW EXECUTE FUNCTION jobs.fenced();
