-- Since when a node is in its state, and who drained it.
ALTER TABLE fleet.node ADD COLUMN since timestamptz;
ALTER TABLE fleet.node ADD COLUMN drained_by text;
