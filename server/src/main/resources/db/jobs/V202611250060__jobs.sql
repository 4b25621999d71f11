CREATE TABLE jobs.job (
  id           uuid PRIMARY KEY,
  org_id       uuid NOT NULL,
  project_id   uuid NOT NULL,
  name         text NOT NULL,
  kind         text NOT NULL,
  state        text NOT NULL,
  -- as checked: every default filled in, every reference with its version
  spec         jsonb NOT NULL,
  -- what the references meant when it was submitted
  resolved     jsonb NOT NULL,
  dearest      bigint NOT NULL,
  submitted_by uuid NOT NULL,
  submitted_at timestamptz NOT NULL,
  started_at   timestamptz,
  ended_at     timestamptz,
  -- failures of its own, and losses through the platform
  failures     int NOT NULL DEFAULT 0,
  losses       int NOT NULL DEFAULT 0,
  stop_reason  text,
  cause        text,
  blame        text,
  detail       text,
  outputs      jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX job_newest ON jobs.job (org_id, id DESC);
CREATE INDEX job_open ON jobs.job (state) WHERE state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED');
SELECT shared.tenant_table('jobs.job', 'SELECT, INSERT, UPDATE');

CREATE TABLE jobs.attempt (
  id           uuid PRIMARY KEY,
  org_id       uuid NOT NULL,
  job_id       uuid NOT NULL REFERENCES jobs.job (id),
  number       int NOT NULL,
  state        text NOT NULL,
  engine       text NOT NULL,
  slots        jsonb NOT NULL,
  generation   bigint NOT NULL,
  -- what its hold pays for
  held_micro   bigint NOT NULL,
  held_until   timestamptz,
  started_at   timestamptz,
  ended_at     timestamptz,
  exit_code    int,
  cause        text,
  blame        text,
  detail       text,
  checkpoint   timestamptz,
  UNIQUE (job_id, number)
);
CREATE INDEX attempt_open ON jobs.attempt (state, id) WHERE state <> 'ENDED';
SELECT shared.tenant_table('jobs.attempt', 'SELECT, UPDATE');
