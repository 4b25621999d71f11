-- Sums over days: of an organisation, and of the centre.
CREATE INDEX transfer_captured ON billing.transfer (org_id, created_at) WHERE kind = 'capture';
CREATE INDEX transfer_when ON billing.transfer USING brin (created_at);
