-- A task of an array becomes a row of its own when it is first placed; the array is one row.
ALTER TABLE jobs.job
  ADD COLUMN array_id    uuid REFERENCES jobs.job (id),
  ADD COLUMN array_index int,
  -- of an array: how its tasks ended that have
  ADD COLUMN tasks_succeeded int NOT NULL DEFAULT 0,
  ADD COLUMN tasks_failed    int NOT NULL DEFAULT 0,
  ADD COLUMN tasks_cancelled int NOT NULL DEFAULT 0,
  -- whether others were submitted that start after it
  ADD COLUMN awaited boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX job_task ON jobs.job (array_id, id) WHERE array_id IS NOT NULL;
CREATE INDEX job_task_open ON jobs.job (array_id, state)
  WHERE array_id IS NOT NULL AND state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED');

-- Lists of jobs show an array as one, so the indexes that they are read by leave its tasks out.
DROP INDEX jobs.job_newest, jobs.job_by_state, jobs.job_by_name, jobs.job_by_end,
  jobs.job_by_state_of_all, jobs.job_by_name_of_all, jobs.job_by_end_of_all;
CREATE INDEX job_newest ON jobs.job (org_id, id DESC) WHERE array_id IS NULL;
CREATE INDEX job_newest_of_all ON jobs.job (id) WHERE array_id IS NULL;
CREATE INDEX job_by_state ON jobs.job (org_id, state, id) WHERE array_id IS NULL;
CREATE INDEX job_by_name ON jobs.job (org_id, name, id) WHERE array_id IS NULL;
CREATE INDEX job_by_end ON jobs.job (org_id, coalesce(ended_at, 'infinity'), id)
  WHERE array_id IS NULL;
CREATE INDEX job_by_state_of_all ON jobs.job (state, id) WHERE array_id IS NULL;
CREATE INDEX job_by_name_of_all ON jobs.job (name, id) WHERE array_id IS NULL;
CREATE INDEX job_by_end_of_all ON jobs.job (coalesce(ended_at, 'infinity'), id)
  WHERE array_id IS NULL;
