-- What a resource has cost so far, and when that was last charged.
CREATE INDEX line_resource ON billing.line (resource_id);
CREATE INDEX transfer_capture ON billing.transfer (resource_id, created_at) WHERE kind = 'capture';
CREATE INDEX transfer_by_kind ON billing.transfer (org_id, kind, id);
