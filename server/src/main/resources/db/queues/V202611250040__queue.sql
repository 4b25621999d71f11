-- What waits.
CREATE TABLE queues.entry (
  job_id      uuid PRIMARY KEY,
  org_id      uuid NOT NULL,
  seq         bigint GENERATED ALWAYS AS IDENTITY,
  nodes       int NOT NULL CHECK (nodes > 0),
  card_model  text,
  cards       int NOT NULL,
  milli_cores bigint NOT NULL,
  memory_mib  bigint NOT NULL,
  priority    smallint NOT NULL,
  -- passed over until then, because its last placement was refused
  not_before  timestamptz,
  refused     text
);
CREATE INDEX entry_order ON queues.entry (priority DESC, seq);
SELECT shared.tenant_table('queues.entry', 'SELECT, INSERT, DELETE');

-- What runs where: a row for each rank of each attempt that holds a part of a node.
CREATE TABLE queues.allocation (
  attempt_id  uuid NOT NULL,
  rank        int NOT NULL,
  org_id      uuid NOT NULL,
  job_id      uuid NOT NULL,
  node        text NOT NULL,
  cards       int[] NOT NULL,
  milli_cores bigint NOT NULL,
  memory_mib  bigint NOT NULL,
  PRIMARY KEY (attempt_id, rank)
);
SELECT shared.tenant_table('queues.allocation', 'SELECT, DELETE');

-- Which server decides. A new one raises the generation, and the decisions of the old are refused.
CREATE TABLE queues.leader (
  id         int PRIMARY KEY CHECK (id = 1),
  generation bigint NOT NULL,
  holder     uuid NOT NULL,
  seen_at    timestamptz NOT NULL
);
SELECT shared.system_table('queues.leader');
