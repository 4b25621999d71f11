-- Keys of all usage ever taken in, so that a repeated delivery is known however late it comes. They
-- stand apart from the records, which may one day be partitioned by time and then can't hold such a key.
CREATE TABLE metering.usage_key (
  source text NOT NULL,
  source_id text NOT NULL,
  PRIMARY KEY (source, source_id)
) PARTITION BY HASH (source, source_id);

CREATE TABLE metering.usage_key_0 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE metering.usage_key_1 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE metering.usage_key_2 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE metering.usage_key_3 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE metering.usage_key_4 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE metering.usage_key_5 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE metering.usage_key_6 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE metering.usage_key_7 PARTITION OF metering.usage_key FOR VALUES WITH (MODULUS 8, REMAINDER 7);

-- A record is inserted unsealed; the sealer gives it its place and hash once, and then nothing changes it.
CREATE TABLE metering.usage_record (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id uuid NOT NULL,
  project_id uuid NOT NULL,
  source text NOT NULL,
  source_id text NOT NULL,
  resource_kind text NOT NULL,
  resource_id uuid NOT NULL,
  job_id uuid,
  meter text NOT NULL,
  quantity bigint NOT NULL CHECK (quantity >= 0),
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  last boolean NOT NULL,
  detail jsonb NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT now(),
  position bigint,
  sequence bigint,
  hash bytea,
  CHECK (ended_at >= started_at),
  CHECK ((position IS NULL) = (sequence IS NULL) AND (position IS NULL) = (hash IS NULL))
);
CREATE INDEX usage_record_unsealed ON metering.usage_record (id) WHERE position IS NULL;
CREATE UNIQUE INDEX usage_record_position ON metering.usage_record (position) WHERE position IS NOT NULL;
CREATE UNIQUE INDEX usage_record_chain ON metering.usage_record (org_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX usage_record_resource ON metering.usage_record (org_id, resource_id, id);

CREATE FUNCTION metering.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'usage is never changed nor deleted: a mistake is put right by a new record'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER only_sealing_changes_usage BEFORE UPDATE ON metering.usage_record
  FOR EACH ROW WHEN (
    OLD.position IS NOT NULL
    OR ROW(NEW.id, NEW.org_id, NEW.project_id, NEW.source, NEW.source_id, NEW.resource_kind,
           NEW.resource_id, NEW.job_id, NEW.meter, NEW.quantity, NEW.started_at, NEW.ended_at,
           NEW.last, NEW.detail, NEW.accepted_at)
       IS DISTINCT FROM
       ROW(OLD.id, OLD.org_id, OLD.project_id, OLD.source, OLD.source_id, OLD.resource_kind,
           OLD.resource_id, OLD.job_id, OLD.meter, OLD.quantity, OLD.started_at, OLD.ended_at,
           OLD.last, OLD.detail, OLD.accepted_at))
  EXECUTE FUNCTION metering.refuse_change();
CREATE TRIGGER usage_is_not_deleted BEFORE DELETE ON metering.usage_record
  FOR EACH ROW EXECUTE FUNCTION metering.refuse_change();
CREATE TRIGGER usage_is_not_truncated BEFORE TRUNCATE ON metering.usage_record
  FOR EACH STATEMENT EXECUTE FUNCTION metering.refuse_change();

-- The last link of each organisation's chain.
CREATE TABLE metering.chain (
  org_id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);

SELECT shared.system_table('metering.usage_key');
SELECT shared.tenant_table('metering.usage_record', 'SELECT');
SELECT shared.tenant_table('metering.chain', 'SELECT');
REVOKE UPDATE, DELETE ON metering.usage_key FROM penstock_system, penstock_operator;
REVOKE DELETE ON metering.usage_record FROM penstock_system;
REVOKE INSERT, UPDATE, DELETE ON metering.usage_record, metering.chain FROM penstock_operator;
