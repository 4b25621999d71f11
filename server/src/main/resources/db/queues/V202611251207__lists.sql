-- the dispatcher's order, so that it can be read page by page
CREATE INDEX entry_place ON queues.entry ((- priority::bigint), seq);
CREATE INDEX allocation_node ON queues.allocation (node);
