CREATE INDEX dataset_by_name ON datasets.dataset (org_id, name, id) WHERE deleted_at IS NULL;
