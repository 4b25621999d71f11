-- How a table is opened to the application's roles. Every module's migration calls one of these for
-- each table that it makes; a test fails for a table that has none.

-- A table whose rows belong to organisations (column org_id). The application sees the rows of the
-- organisation that is set for the transaction, and none while none is set.
CREATE FUNCTION shared.tenant_table(target regclass, app_may text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO penstock_app
       USING (org_id = nullif(current_setting(''penstock.org'', true), '''')::uuid)
       WITH CHECK (org_id = nullif(current_setting(''penstock.org'', true), '''')::uuid)', target);
  EXECUTE format('CREATE POLICY system ON %s TO penstock_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY operator ON %s TO penstock_operator USING (true) WITH CHECK (true)', target);
  IF app_may <> '' THEN
    EXECUTE format('GRANT %s ON %s TO penstock_app', app_may, target);
  END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO penstock_system, penstock_operator', target);
END $$;

-- A table that is the same for everybody (flavours, nodes).
CREATE FUNCTION shared.global_table(target regclass, app_may text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF app_may <> '' THEN
    EXECUTE format('GRANT %s ON %s TO penstock_app', app_may, target);
  END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO penstock_system, penstock_operator', target);
END $$;

-- A table that only the server itself reads (people, sessions).
CREATE FUNCTION shared.system_table(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO penstock_system, penstock_operator', target);
END $$;
