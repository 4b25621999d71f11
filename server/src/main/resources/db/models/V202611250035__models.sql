-- Models: each version is an output of a job, with all that it came from. What is deleted stays as
-- a row, so that no number is given again.
CREATE TABLE models.model (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z0-9-]{1,63}$'),
  -- the number that was given last
  versions integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  UNIQUE (org_id, project_id, name)
);
CREATE INDEX model_by_org ON models.model (org_id, id);
SELECT shared.tenant_table('models.model', 'SELECT, INSERT, UPDATE');

CREATE TABLE models.version (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  model_id uuid NOT NULL REFERENCES models.model,
  number integer NOT NULL CHECK (number >= 1),
  tree text NOT NULL,
  bytes bigint NOT NULL,
  files integer NOT NULL,
  -- the lineage
  job_id uuid NOT NULL,
  output text NOT NULL,
  code_hash text,
  datasets jsonb NOT NULL,
  metrics jsonb NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz,
  UNIQUE (model_id, number),
  -- a job's output becomes a version once, however often it is told
  UNIQUE (org_id, job_id, output)
);
SELECT shared.tenant_table('models.version', 'SELECT, INSERT, UPDATE');

-- Which jobs have a version mounted, or serve it.
CREATE TABLE models.model_use (
  org_id uuid NOT NULL,
  job_id uuid NOT NULL,
  version_id uuid NOT NULL REFERENCES models.version,
  PRIMARY KEY (job_id, version_id)
);
CREATE INDEX model_use_by_version ON models.model_use (version_id);
SELECT shared.tenant_table('models.model_use', 'SELECT, INSERT, UPDATE, DELETE');
