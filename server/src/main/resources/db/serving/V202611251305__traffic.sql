-- What went through an endpoint in a minute, to look at and not to bill; minutes without calls have
-- no row. How the buckets are cut is known to the program.
CREATE TABLE serving.traffic (
  org_id uuid NOT NULL,
  endpoint_id uuid NOT NULL REFERENCES serving.endpoint (id),
  minute timestamptz NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  max_millis bigint NOT NULL,
  buckets integer[] NOT NULL,
  PRIMARY KEY (endpoint_id, minute)
);
CREATE INDEX traffic_minute ON serving.traffic (minute);
SELECT shared.tenant_table('serving.traffic', 'SELECT');

-- The sums of two lists, place by place.
CREATE FUNCTION serving.added(a integer[], b integer[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY place)
  FROM unnest(a, b) WITH ORDINALITY AS pairs (x, y, place)
$$;
