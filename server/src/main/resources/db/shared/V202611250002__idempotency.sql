-- The answers to POSTs that carried an Idempotency-Key. Neither the key, the request nor the answer
-- is readable here: all three are derived with, or sealed by, what only the caller knows.
CREATE TABLE shared.idempotency (
  id bytea PRIMARY KEY,
  -- null: an anonymous request, which only the server itself sees
  org_id uuid,
  request_hash bytea NOT NULL,
  -- null while the request is being carried out
  answered_at timestamptz,
  -- null when the answer was too large to keep
  answer bytea,
  at timestamptz NOT NULL
);
CREATE INDEX idempotency_at ON shared.idempotency (at);
SELECT shared.tenant_table('shared.idempotency', 'SELECT, INSERT, UPDATE, DELETE');
