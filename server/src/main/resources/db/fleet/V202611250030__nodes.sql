CREATE TABLE fleet.node (
  name        text PRIMARY KEY,
  engine      text NOT NULL,
  address     text NOT NULL,
  state       text NOT NULL CHECK (state IN ('READY', 'DRAINING', 'DOWN')),
  -- what the operator wants of it; the state follows
  drained     boolean NOT NULL DEFAULT false,
  reason      text,
  card_model  text,
  cards       jsonb NOT NULL,
  milli_cores bigint NOT NULL,
  memory_mib  bigint NOT NULL,
  detail      text NOT NULL,
  seen_at     timestamptz NOT NULL
);
SELECT shared.global_table('fleet.node', 'SELECT');
