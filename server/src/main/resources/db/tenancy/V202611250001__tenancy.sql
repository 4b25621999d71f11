CREATE TABLE tenancy.organisation (
  org_id uuid PRIMARY KEY,
  kind text NOT NULL
    CHECK (kind IN ('enterprise', 'university', 'research-institute', 'individual', 'centre')),
  name text NOT NULL,
  credit_code text,
  contact_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('APPLIED', 'APPROVED', 'REJECTED', 'SUSPENDED')),
  -- why it was rejected or suspended
  reason text,
  applied_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  CHECK ((credit_code IS NOT NULL) = (kind IN ('enterprise', 'university', 'research-institute')))
);
CREATE UNIQUE INDEX organisation_credit_code ON tenancy.organisation (credit_code)
  WHERE state <> 'REJECTED';
CREATE UNIQUE INDEX organisation_one_centre ON tenancy.organisation (kind) WHERE kind = 'centre';
CREATE INDEX organisation_state ON tenancy.organisation (state, org_id);
SELECT shared.tenant_table('tenancy.organisation', 'SELECT');

CREATE TABLE tenancy.person (
  id uuid PRIMARY KEY,
  -- in lower case
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  password_hash text NOT NULL,
  -- the password was chosen by somebody else
  must_change_password boolean NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE tenancy.membership (
  org_id uuid NOT NULL REFERENCES tenancy.organisation,
  person_id uuid NOT NULL REFERENCES tenancy.person,
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, person_id)
);
CREATE INDEX membership_person ON tenancy.membership (person_id);
SELECT shared.tenant_table('tenancy.membership', 'SELECT, INSERT, UPDATE, DELETE');

-- A person may belong to several organisations, so the row has no org_id: a tenant sees who belongs
-- to it, by name and email, and never a password's hash.
SELECT shared.system_table('tenancy.person');
ALTER TABLE tenancy.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenancy.person FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON tenancy.person FOR SELECT TO penstock_app
  USING (EXISTS (SELECT 1 FROM tenancy.membership m WHERE m.person_id = person.id));
CREATE POLICY system ON tenancy.person TO penstock_system, penstock_operator
  USING (true) WITH CHECK (true);
GRANT SELECT (id, email, name) ON tenancy.person TO penstock_app;

CREATE TABLE tenancy.project (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES tenancy.organisation,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (org_id, name)
);
SELECT shared.tenant_table('tenancy.project', 'SELECT, INSERT');

CREATE TABLE tenancy.api_key (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES tenancy.organisation,
  -- the key acts with this person's roles
  person_id uuid NOT NULL REFERENCES tenancy.person,
  name text NOT NULL,
  -- SHA-256; the key has 256 random bits, so a slow hash would add nothing
  hash bytea NOT NULL UNIQUE,
  -- the key's first characters, to tell keys apart
  prefix text NOT NULL,
  -- null: whatever the person may
  scopes text[],
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX api_key_org ON tenancy.api_key (org_id, id);
SELECT shared.tenant_table('tenancy.api_key', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenancy.session (
  hash bytea PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES tenancy.person,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX session_person ON tenancy.session (person_id);
CREATE INDEX session_expiry ON tenancy.session (expires_at);
SELECT shared.system_table('tenancy.session');

CREATE TABLE tenancy.notification (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES tenancy.organisation,
  kind text NOT NULL,
  args jsonb NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX notification_org ON tenancy.notification (org_id, id);
SELECT shared.tenant_table('tenancy.notification', 'SELECT, INSERT, UPDATE');

CREATE TABLE tenancy.audit_entry (
  id uuid PRIMARY KEY,
  -- in whose log the entry stands
  org_id uuid NOT NULL REFERENCES tenancy.organisation,
  at timestamptz NOT NULL,
  person_id uuid NOT NULL,
  person_name text NOT NULL,
  -- the organisation that the person acted for
  actor_org_id uuid NOT NULL,
  key_id uuid,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  detail jsonb NOT NULL
);
CREATE INDEX audit_entry_org ON tenancy.audit_entry (org_id, id);
SELECT shared.tenant_table('tenancy.audit_entry', 'SELECT, INSERT');
REVOKE UPDATE, DELETE ON tenancy.audit_entry FROM penstock_system, penstock_operator;

-- The grants bind the server; this binds the tables' owner too.
CREATE FUNCTION tenancy.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tenancy.audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION tenancy.refuse_change();
