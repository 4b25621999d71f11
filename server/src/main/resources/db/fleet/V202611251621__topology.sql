-- Where a node hangs and what selectors look for: what the operator says goes before what the
-- engine knows, which is in engine_labels.
ALTER TABLE fleet.node
  ADD COLUMN network       text,
  ADD COLUMN super_node    text,
  ADD COLUMN ring_cards    int,
  ADD COLUMN labels        jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN engine_labels jsonb NOT NULL DEFAULT '{}';
