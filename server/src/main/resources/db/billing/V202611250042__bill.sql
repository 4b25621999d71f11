-- What was asked for usage, and from when on.
CREATE TABLE billing.tariff (
  version int PRIMARY KEY,
  id text NOT NULL,
  effective_from timestamptz NOT NULL,
  document jsonb NOT NULL
);

-- One price of one meter of one resource in one month; the month is the centre's.
CREATE TABLE billing.line (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  project_id uuid NOT NULL,
  resource_kind text NOT NULL,
  resource_id uuid NOT NULL,
  job_id uuid,
  meter text NOT NULL,
  unit text NOT NULL,
  unit_price numeric(20, 9) NOT NULL,
  rounding text NOT NULL,
  quantity numeric(38, 0) NOT NULL CHECK (quantity >= 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  records bigint NOT NULL,
  UNIQUE (org_id, month, resource_id, resource_kind, project_id, meter, unit, unit_price, rounding)
);
CREATE INDEX line_month ON billing.line (org_id, month, id);

-- Which sealed record went into which line; a record goes into one.
CREATE TABLE billing.line_usage (
  position bigint PRIMARY KEY,
  org_id uuid NOT NULL,
  line_id uuid NOT NULL REFERENCES billing.line (id)
);
CREATE INDEX line_usage_line ON billing.line_usage (line_id, position);

-- Sealed usage that no tariff has a price for: charged to nobody, and for the operator to see.
CREATE TABLE billing.unrated_usage (
  position bigint PRIMARY KEY,
  org_id uuid NOT NULL,
  meter text NOT NULL
);

-- How far the sealed usage is billed.
CREATE TABLE billing.cursor (
  name text PRIMARY KEY,
  position bigint NOT NULL
);
INSERT INTO billing.cursor VALUES ('usage', 0);

CREATE TRIGGER line_usage_stays BEFORE UPDATE OR DELETE ON billing.line_usage
  FOR EACH ROW EXECUTE FUNCTION billing.refuse_change();

SELECT shared.global_table('billing.tariff', 'SELECT');
SELECT shared.tenant_table('billing.line', 'SELECT');
SELECT shared.tenant_table('billing.line_usage', 'SELECT');
SELECT shared.tenant_table('billing.unrated_usage', '');
SELECT shared.system_table('billing.cursor');
REVOKE UPDATE, DELETE ON billing.tariff, billing.line_usage FROM penstock_system, penstock_operator;
REVOKE DELETE ON billing.line, billing.cursor FROM penstock_system, penstock_operator;
REVOKE INSERT, UPDATE ON billing.line, billing.line_usage, billing.cursor FROM penstock_operator;
