-- What the object store holds for each organisation, and the trees made of it. The bytes are files;
-- a row here is what makes them exist for the organisation.
CREATE TABLE storage.blob (
  org_id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size >= 0),
  -- when somebody last put it or asked for it; a blob that nothing uses is kept for a while from then
  touched_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, sha256)
);
SELECT shared.tenant_table('storage.blob', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE storage.tree (
  org_id uuid NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  files integer NOT NULL CHECK (files >= 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, hash)
);
SELECT shared.tenant_table('storage.tree', 'SELECT, INSERT, DELETE');

CREATE TABLE storage.tree_file (
  org_id uuid NOT NULL,
  tree text NOT NULL,
  path text COLLATE "C" NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  PRIMARY KEY (org_id, tree, path),
  FOREIGN KEY (org_id, tree) REFERENCES storage.tree ON DELETE CASCADE,
  FOREIGN KEY (org_id, sha256) REFERENCES storage.blob
);
CREATE INDEX tree_file_by_blob ON storage.tree_file (org_id, sha256);
SELECT shared.tenant_table('storage.tree_file', 'SELECT, INSERT, DELETE');

-- Who keeps a tree. A tree that nobody keeps is removed, with the blobs that only it used.
CREATE TABLE storage.tree_holder (
  org_id uuid NOT NULL,
  tree text NOT NULL,
  holder text NOT NULL,
  PRIMARY KEY (org_id, tree, holder),
  FOREIGN KEY (org_id, tree) REFERENCES storage.tree
);
SELECT shared.tenant_table('storage.tree_holder', 'SELECT, INSERT, DELETE');
