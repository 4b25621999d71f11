-- How long jobs waited, over the last days.
CREATE INDEX job_started ON jobs.job (started_at) WHERE started_at IS NOT NULL;
