-- Accounts. A balance is what was credited less what was debited, in micro-yuan, so that all balances
-- add up to zero. An organisation's wallet and held money are what the centre owes it; cash is the
-- centre's own and stands below zero by all that was paid in. The centre's accounts carry the zero id.
CREATE TABLE billing.account (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('wallet', 'held', 'cash', 'revenue')),
  balance bigint NOT NULL DEFAULT 0,
  UNIQUE (org_id, kind),
  CHECK (kind <> 'held' OR balance >= 0),
  CHECK ((kind IN ('cash', 'revenue')) = (org_id = '00000000-0000-0000-0000-000000000000'))
);
INSERT INTO billing.account (id, org_id, kind) VALUES
  ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000000', 'cash'),
  ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000000', 'revenue');

-- Every movement of money; never changed. org_id is the organisation on whose behalf it is.
CREATE TABLE billing.transfer (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('top-up', 'hold', 'capture', 'release')),
  debit_account uuid NOT NULL REFERENCES billing.account (id),
  credit_account uuid NOT NULL REFERENCES billing.account (id),
  amount bigint NOT NULL CHECK (amount > 0),
  resource_id uuid,
  line_id uuid,
  reference text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (debit_account <> credit_account),
  CHECK ((kind = 'top-up') = (reference IS NOT NULL))
);
CREATE UNIQUE INDEX transfer_top_up ON billing.transfer (org_id, reference) WHERE kind = 'top-up';
CREATE INDEX transfer_org ON billing.transfer (org_id, id);
CREATE INDEX transfer_line ON billing.transfer (line_id) WHERE line_id IS NOT NULL;

CREATE FUNCTION billing.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of billing.% is refused: money moves by new transfers only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER transfers_stay BEFORE UPDATE OR DELETE ON billing.transfer
  FOR EACH ROW EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER transfers_are_not_truncated BEFORE TRUNCATE ON billing.transfer
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER accounts_stay BEFORE DELETE ON billing.account
  FOR EACH ROW EXECUTE FUNCTION billing.refuse_change();
CREATE TRIGGER accounts_open_empty BEFORE INSERT ON billing.account
  FOR EACH ROW WHEN (NEW.balance <> 0) EXECUTE FUNCTION billing.refuse_change();
-- depth 0 is a statement of a client; the trigger below works at depth 1
CREATE TRIGGER only_transfers_change_accounts BEFORE UPDATE ON billing.account
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION billing.refuse_change();

-- The balances follow the transfers here, so that no code can write one without the other.
CREATE FUNCTION billing.post() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT p.id, p.kind, d.kind AS debit, c.kind AS credit INTO wrong
  FROM posted p
  JOIN billing.account d ON d.id = p.debit_account
  JOIN billing.account c ON c.id = p.credit_account
  WHERE (p.kind, d.kind, c.kind) NOT IN (
      ('top-up', 'cash', 'wallet'), ('hold', 'wallet', 'held'), ('release', 'held', 'wallet'),
      ('capture', 'held', 'revenue'), ('capture', 'wallet', 'revenue'))
    OR (d.kind IN ('wallet', 'held') AND d.org_id <> p.org_id)
    OR (c.kind IN ('wallet', 'held') AND c.org_id <> p.org_id)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'transfer %: no % goes from this % to this %', wrong.id, wrong.kind, wrong.debit, wrong.credit
      USING ERRCODE = 'check_violation';
  END IF;

  UPDATE billing.account a SET balance = a.balance + moved.amount
  FROM (
    SELECT account, sum(amount) AS amount
    FROM (
      SELECT credit_account AS account, amount FROM posted
      UNION ALL
      SELECT debit_account, -amount FROM posted) both_sides
    GROUP BY account) moved
  WHERE a.id = moved.account;

  IF EXISTS (
    SELECT FROM posted p JOIN billing.account a ON a.id = p.debit_account
    WHERE p.kind = 'hold' AND a.balance < 0) THEN
    RAISE EXCEPTION 'a hold may not take more than the wallet has' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER balances_follow AFTER INSERT ON billing.transfer
  REFERENCING NEW TABLE AS posted
  FOR EACH STATEMENT EXECUTE FUNCTION billing.post();

-- Money set aside for a resource. What is left of it is amount - captured - released.
CREATE TABLE billing.hold (
  resource_id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  captured bigint NOT NULL DEFAULT 0 CHECK (captured >= 0),
  released bigint NOT NULL DEFAULT 0 CHECK (released >= 0),
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (captured + released <= amount),
  CHECK (closed_at IS NULL OR captured + released = amount)
);
CREATE INDEX hold_open ON billing.hold (org_id, resource_id) WHERE closed_at IS NULL;

SELECT shared.tenant_table('billing.account', 'SELECT');
SELECT shared.tenant_table('billing.transfer', 'SELECT');
SELECT shared.tenant_table('billing.hold', 'SELECT');
REVOKE UPDATE, DELETE ON billing.transfer FROM penstock_system, penstock_operator;
REVOKE DELETE ON billing.account, billing.hold FROM penstock_system, penstock_operator;
