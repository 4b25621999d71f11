-- What was used of the centre, each minute. Nobody in particular is in it.
CREATE TABLE insights.load (
  at timestamptz PRIMARY KEY,
  milli_cores_used bigint NOT NULL,
  milli_cores_total bigint NOT NULL,
  memory_mib_used bigint NOT NULL,
  memory_mib_total bigint NOT NULL,
  -- a list of model, used, total
  cards jsonb NOT NULL,
  waiting int NOT NULL,
  running int NOT NULL
);
SELECT shared.system_table('insights.load');
