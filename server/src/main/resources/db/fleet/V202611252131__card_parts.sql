-- Whether the node's engine gives parts of cards. A server that does not know yet writes nothing of it.
ALTER TABLE fleet.node ADD COLUMN shares_cards boolean NOT NULL DEFAULT true;
