-- Until when a drained node's work may end by itself; null for as long as it takes.
ALTER TABLE fleet.node ADD COLUMN drain_until timestamptz;
