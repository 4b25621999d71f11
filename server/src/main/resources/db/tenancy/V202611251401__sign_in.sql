-- A person's authenticator; read for every password, so by the server itself alone.
CREATE TABLE tenancy.second_factor (
  person_id uuid PRIMARY KEY REFERENCES tenancy.person,
  -- encrypted with a key that is not in the database
  secret bytea NOT NULL,
  begun_at timestamptz NOT NULL,
  -- null until the first code was accepted
  enrolled_at timestamptz,
  -- the time step of the last accepted code; neither it nor an earlier one is accepted again
  last_step bigint NOT NULL DEFAULT 0
);
SELECT shared.system_table('tenancy.second_factor');

CREATE TABLE tenancy.recovery_code (
  person_id uuid NOT NULL REFERENCES tenancy.person,
  -- SHA-256; a code has 80 random bits, so a slow hash would add nothing
  hash bytea NOT NULL,
  PRIMARY KEY (person_id, hash)
);
SELECT shared.system_table('tenancy.recovery_code');

-- Who somebody is at the centre's own sign-in (OpenID Connect).
CREATE TABLE tenancy.outside_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL REFERENCES tenancy.person,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  -- an email that passes to somebody else there does not bring the account with it
  UNIQUE (issuer, person_id)
);
SELECT shared.system_table('tenancy.outside_identity');
