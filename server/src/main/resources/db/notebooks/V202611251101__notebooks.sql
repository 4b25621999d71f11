-- A notebook is Jupyter as a job. Its folder is named by its id and outlives the job.
CREATE TABLE notebooks.notebook (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z0-9-]{1,63}$'),
  flavour text NOT NULL,
  runtime text NOT NULL,
  idle_minutes integer NOT NULL CHECK (idle_minutes BETWEEN 5 AND 1440),
  state text NOT NULL CHECK (state IN ('STOPPED', 'STARTING', 'READY', 'STOPPING', 'FAILED')),
  job_id uuid,
  reason text,
  -- while it is ready: it is stopped when this is idle_minutes ago
  last_active_at timestamptz,
  warned boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  UNIQUE (org_id, name),
  CHECK ((state = 'READY') = (last_active_at IS NOT NULL))
);
CREATE INDEX notebook_on ON notebooks.notebook (id) WHERE state IN ('STARTING', 'READY', 'STOPPING');

SELECT shared.tenant_table('notebooks.notebook', 'SELECT, INSERT, UPDATE, DELETE');
