CREATE INDEX endpoint_by_name ON serving.endpoint (org_id, name, id);
CREATE INDEX endpoint_by_state ON serving.endpoint (org_id, state, id);
