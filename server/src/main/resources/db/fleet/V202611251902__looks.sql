-- What servers see of their engines. The one that decides judges it; what another sees of an engine
-- that the former does not reach is left here for it.
CREATE TABLE fleet.look (
  engine    text PRIMARY KEY,
  -- the last that was left here, when, and whether it is still to be judged
  seen      jsonb NOT NULL DEFAULT '[]',
  seen_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  fresh     boolean NOT NULL DEFAULT false,
  -- when the engine was last judged, by the clock of who did
  judged_at timestamptz
);
SELECT shared.system_table('fleet.look');
