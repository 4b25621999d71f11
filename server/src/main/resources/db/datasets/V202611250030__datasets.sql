-- Named sets of files in numbered versions. What is deleted stays as a row: its number and its id
-- are never given again, so that a lineage that names them can't come to mean something else.
CREATE TABLE datasets.dataset (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z0-9-]{1,63}$'),
  description text NOT NULL,
  -- the number that was given last
  versions integer NOT NULL DEFAULT 0,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz
);
CREATE UNIQUE INDEX dataset_name ON datasets.dataset (org_id, project_id, name) WHERE deleted_at IS NULL;
CREATE INDEX dataset_by_org ON datasets.dataset (org_id, id);
SELECT shared.tenant_table('datasets.dataset', 'SELECT, INSERT, UPDATE');

CREATE TABLE datasets.version (
  org_id uuid NOT NULL,
  dataset_id uuid NOT NULL REFERENCES datasets.dataset,
  number integer NOT NULL CHECK (number >= 1),
  tree text NOT NULL,
  bytes bigint NOT NULL,
  files integer NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (dataset_id, number)
);
SELECT shared.tenant_table('datasets.version', 'SELECT, INSERT, UPDATE');

-- Which jobs have a version mounted, or will have.
CREATE TABLE datasets.dataset_use (
  org_id uuid NOT NULL,
  job_id uuid NOT NULL,
  dataset_id uuid NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (job_id, dataset_id, version),
  FOREIGN KEY (dataset_id, version) REFERENCES datasets.version
);
CREATE INDEX dataset_use_by_dataset ON datasets.dataset_use (dataset_id, version);
SELECT shared.tenant_table('datasets.dataset_use', 'SELECT, INSERT, UPDATE, DELETE');
