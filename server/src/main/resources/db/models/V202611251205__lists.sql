CREATE INDEX model_by_name ON models.model (org_id, name, id);
