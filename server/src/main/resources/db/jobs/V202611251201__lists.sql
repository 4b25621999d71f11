-- What lists of jobs are sorted and filtered by. Ids go up with the time of submission, so they are
-- that order too.
ALTER TABLE jobs.job ADD COLUMN flavour text GENERATED ALWAYS AS (spec ->> 'flavour') STORED;
CREATE INDEX job_by_state ON jobs.job (org_id, state, id);
CREATE INDEX job_by_name ON jobs.job (org_id, name, id);
CREATE INDEX job_by_end ON jobs.job (org_id, coalesce(ended_at, 'infinity'), id);
CREATE INDEX job_by_state_of_all ON jobs.job (state, id);
CREATE INDEX job_by_name_of_all ON jobs.job (name, id);
CREATE INDEX job_by_end_of_all ON jobs.job (coalesce(ended_at, 'infinity'), id);
