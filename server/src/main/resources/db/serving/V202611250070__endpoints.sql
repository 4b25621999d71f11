-- An endpoint serves one version of a model by one replica, which is a service job.
CREATE TABLE serving.endpoint (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z0-9-]{1,63}$'),
  state text NOT NULL CHECK (state IN ('STARTING', 'READY', 'STOPPING', 'STOPPED', 'FAILED')),
  reason text,
  model text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  flavour text NOT NULL,
  job_id uuid NOT NULL,
  calls bigint NOT NULL DEFAULT 0 CHECK (calls >= 0),
  created_at timestamptz NOT NULL
);
-- A name leads to one endpoint; one that has ended gives its name back.
CREATE UNIQUE INDEX endpoint_open_name ON serving.endpoint (org_id, name)
  WHERE state IN ('STARTING', 'READY', 'STOPPING');
CREATE INDEX endpoint_list ON serving.endpoint (org_id, id);

-- A call that was answered and not yet rolled up into usage. Rolling up deletes the rows, adds them to
-- endpoint.calls and hands the usage over in one transaction.
CREATE TABLE serving.call (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  endpoint_id uuid NOT NULL REFERENCES serving.endpoint (id),
  key_id uuid,
  at timestamptz NOT NULL
);
CREATE INDEX call_endpoint ON serving.call (endpoint_id, at);

SELECT shared.tenant_table('serving.endpoint', 'SELECT, INSERT, UPDATE');
SELECT shared.tenant_table('serving.call', 'SELECT');
