-- Whether the node's engine runs services. A server that does not know yet writes nothing of it.
ALTER TABLE fleet.node ADD COLUMN runs_services boolean NOT NULL DEFAULT true;
