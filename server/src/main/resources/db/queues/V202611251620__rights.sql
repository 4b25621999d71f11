-- What a queue may: an organisation's, or that of a project of it. Whoever has no row shares alike
-- with its siblings, is guaranteed nothing and has no limits.
CREATE TABLE queues.rights (
  org_id     uuid NOT NULL,
  project_id uuid,
  weight     double precision NOT NULL CHECK (weight > 0),
  guaranteed jsonb NOT NULL,
  most       jsonb NOT NULL,
  most_each  jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
CREATE UNIQUE INDEX rights_queue ON queues.rights (org_id, coalesce(project_id, org_id));
SELECT shared.tenant_table('queues.rights', 'SELECT');

-- Room that is kept for an organisation, or for a project of it, on so many nodes.
CREATE TABLE queues.reservation (
  id          uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  project_id  uuid,
  starts_at   timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL CHECK (ends_at > starts_at),
  nodes       int NOT NULL CHECK (nodes > 0),
  -- what is kept of each node; the flavour says where that came from
  flavour     text,
  card_model  text,
  cards       int NOT NULL,
  milli_cores bigint NOT NULL,
  memory_mib  bigint NOT NULL,
  reason      text NOT NULL,
  made_by     text NOT NULL
);
CREATE INDEX reservation_from ON queues.reservation (starts_at, id);
SELECT shared.tenant_table('queues.reservation', 'SELECT');

-- When nothing may run on the nodes.
CREATE TABLE queues.maintenance (
  id        uuid PRIMARY KEY,
  nodes     text[] NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
  reason    text NOT NULL,
  made_by   text NOT NULL
);
CREATE INDEX maintenance_from ON queues.maintenance (starts_at, id);
SELECT shared.system_table('queues.maintenance');

-- Goes up with each change of the three above, so that the deciding server sees at a glance whether
-- to read them anew. Who changes them has this row locked, and so one does after the other.
CREATE TABLE queues.revision (
  id    int PRIMARY KEY CHECK (id = 1),
  value bigint NOT NULL
);
INSERT INTO queues.revision VALUES (1, 0);
SELECT shared.system_table('queues.revision');

-- Whose work it is, within the organisation; null for what is in no project.
ALTER TABLE queues.entry ADD COLUMN IF NOT EXISTS project_id uuid;
ALTER TABLE queues.allocation ADD COLUMN IF NOT EXISTS project_id uuid;
