CREATE INDEX audit_entry_by_action ON tenancy.audit_entry (org_id, action, id);
CREATE INDEX audit_entry_by_person ON tenancy.audit_entry (org_id, person_id, id);
CREATE INDEX audit_entry_by_action_of_all ON tenancy.audit_entry (action, id);
CREATE INDEX audit_entry_by_person_of_all ON tenancy.audit_entry (person_id, id);
CREATE INDEX notification_unread ON tenancy.notification (org_id, id) WHERE read_at IS NULL;
CREATE INDEX api_key_by_name ON tenancy.api_key (org_id, name, id);
CREATE INDEX project_by_id ON tenancy.project (org_id, id);
CREATE INDEX organisation_by_name ON tenancy.organisation (name, org_id);
