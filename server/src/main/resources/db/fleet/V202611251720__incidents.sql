-- A fault from when it was first seen until it has been gone for long enough.
CREATE TABLE fleet.incident (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('CARD', 'NODE', 'ENGINE')),
  engine     text NOT NULL,
  node       text,
  card       int,
  severity   text NOT NULL CHECK (severity IN ('MINOR', 'MAJOR', 'CRITICAL')),
  state      text NOT NULL CHECK (state IN ('FAULTY', 'WATCHED', 'HELD', 'ENDED')),
  -- the source's words when it last saw the fault
  said       text NOT NULL,
  began_at   timestamptz NOT NULL,
  -- when the fault was last seen, and since when it is gone
  seen_at    timestamptz NOT NULL,
  well_since timestamptz,
  ended_at   timestamptz,
  -- when the fault came, of late; what came before this incident counts for the next
  faults     timestamptz[] NOT NULL,
  cleared_by text,
  note       text,
  told       boolean NOT NULL DEFAULT false,
  CHECK ((kind = 'ENGINE') = (node IS NULL) AND (kind = 'CARD') = (card IS NOT NULL)),
  CHECK ((state = 'ENDED') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX incident_open
  ON fleet.incident (engine, coalesce(node, ''), coalesce(card, -1)) WHERE ended_at IS NULL;
CREATE INDEX incident_subject
  ON fleet.incident (engine, coalesce(node, ''), coalesce(card, -1), began_at DESC);
CREATE INDEX incident_node ON fleet.incident (node, id);
CREATE INDEX incident_seen ON fleet.incident (seen_at);
SELECT shared.system_table('fleet.incident');

CREATE TABLE fleet.incident_event (
  id          uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES fleet.incident (id),
  at          timestamptz NOT NULL,
  kind        text NOT NULL,
  said        text NOT NULL,
  by          text
);
CREATE INDEX incident_event_story ON fleet.incident_event (incident_id, id);
SELECT shared.system_table('fleet.incident_event');

-- Whose work an incident ended, and what of it was not charged.
CREATE TABLE fleet.incident_hit (
  attempt_id  uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES fleet.incident (id),
  org_id      uuid NOT NULL,
  job_id      uuid NOT NULL,
  job_name    text NOT NULL,
  at          timestamptz NOT NULL,
  cause       text NOT NULL,
  -- the fault, for the tenant, who does not see incidents
  kind        text NOT NULL,
  engine      text NOT NULL,
  node        text,
  card        int,
  said        text NOT NULL,
  -- what was lost and is not charged; null where nothing was
  lost_from   timestamptz,
  card_micros bigint NOT NULL CHECK (card_micros >= 0),
  amount      bigint NOT NULL CHECK (amount >= 0)
);
CREATE INDEX incident_hit_incident ON fleet.incident_hit (incident_id, attempt_id);
CREATE INDEX incident_hit_job ON fleet.incident_hit (job_id);
SELECT shared.tenant_table('fleet.incident_hit', 'SELECT');
