package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.TestCentre.Tenant;
import dev.penstock.shared.Access;
import dev.penstock.shared.DatabaseRole;
import dev.penstock.shared.OrgId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No tenant reaches another's rows, whatever the SQL: every table is looked at. */
@ServerTest
class RowSecurityTest {
  /**
   * The tables that are nobody's in particular. A new table without org_id fails until it is here.
   */
  private static final Set<String> WITHOUT_TENANT =
      Set.of(
          "shared.installation",
          "tenancy.person",
          "tenancy.second_factor",
          "tenancy.recovery_code",
          "tenancy.outside_identity",
          "tenancy.session",
          "fleet.node",
          "fleet.incident",
          "fleet.incident_event",
          "fleet.look",
          "queues.change",
          "queues.leader",
          "queues.maintenance",
          "queues.revision",
          "billing.tariff",
          "billing.cursor",
          "metering.usage_key",
          "insights.load");

  private static final String PERMISSION_DENIED = "42501";

  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private DatabaseEndpoint endpoint;
  @Autowired private TestCentre centre;

  private record Table(String name, boolean tenants, boolean secured, boolean forced) {}

  private List<Table> tables = List.of();

  @BeforeEach
  void readCatalogue() {
    tables =
        JdbcClient.create(endpoint.asAdmin())
            .sql(
                """
                SELECT n.nspname || '.' || c.relname AS name,
                  EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                    AND a.attname = 'org_id' AND NOT a.attisdropped) AS tenants,
                  c.relrowsecurity AS secured, c.relforcerowsecurity AS forced
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname IN (:schemas)
                  AND c.relname <> 'flyway_history' AND NOT c.relispartition
                """)
            .param("schemas", Migrations.MODULES)
            .query(
                (row, n) ->
                    new Table(
                        row.getString("name"),
                        row.getBoolean("tenants"),
                        row.getBoolean("secured"),
                        row.getBoolean("forced")))
            .list();
  }

  @Test
  void everyTableOfTenantsHasItsRowSecurityForced() {
    assertThat(tables).isNotEmpty();
    assertThat(tables.stream().filter(Table::tenants))
        .allSatisfy(table -> assertThat(table.secured && table.forced).as(table.name).isTrue());
  }

  @Test
  void everyOtherTableIsKnownToBeNobodys() {
    assertThat(tables.stream().filter(table -> !table.tenants).map(Table::name))
        .containsExactlyInAnyOrderElementsOf(WITHOUT_TENANT);
  }

  @Test
  void showsNoRowWhileNoTenantIsSet() {
    tenantWithRowsEverywhere();
    JdbcClient app = JdbcClient.create(endpoint.as(DatabaseRole.TENANT));
    assertThat(tables.stream().filter(Table::tenants))
        .allSatisfy(table -> assertThat(count(app, table.name)).as(table.name).isZero());
    assertThat(count(app, "tenancy.person")).isZero();
    assertThat(count(app, "tenancy.session")).isZero();
  }

  @Test
  void showsATenantItsOwnRowsOnly() {
    Tenant one = tenantWithRowsEverywhere();
    Tenant other = tenantWithRowsEverywhere();
    for (Table table : tables) {
      if (table.tenants) {
        Set<String> seen = access.tenant(one.orgId(), () -> organisationsIn(table.name));
        assertThat(seen).as(table.name).doesNotContain(other.orgId().toString());
        if (table.name.startsWith("tenancy.") || table.name.startsWith("shared.")) {
          assertThat(seen).as(table.name).containsExactly(one.orgId().toString());
        }
      }
    }
  }

  @Test
  void refusesARowInAnotherTenantsName() {
    OrgId one = centre.approvedOrganisation("individual").orgId();
    OrgId other = centre.approvedOrganisation("individual").orgId();
    assertThatThrownBy(
            () ->
                access.runAsTenant(
                    one,
                    () ->
                        jdbc.sql(
                                "INSERT INTO tenancy.project (id, org_id, name, created_at)"
                                    + " VALUES (gen_random_uuid(), ?, 'x', now())")
                            .param(other.value())
                            .update()))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void showsATenantItsPeopleByNameAndNeverTheirPasswords() {
    Tenant one = centre.approvedOrganisation("individual");
    centre.approvedOrganisation("individual");
    List<String> emails =
        access.tenant(
            one.orgId(),
            () -> jdbc.sql("SELECT email FROM tenancy.person").query(String.class).list());
    assertThat(emails).containsExactly(one.email());
    assertThatThrownBy(
            () ->
                access.tenant(
                    one.orgId(),
                    () ->
                        jdbc.sql("SELECT password_hash FROM tenancy.person")
                            .query(String.class)
                            .list()))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void notEvenTheTablesOwnerAltersTheAuditLog() {
    JdbcClient owner = JdbcClient.create(endpoint.asOwner());
    for (String sql :
        List.of(
            "UPDATE tenancy.audit_entry SET action = 'nothing'",
            "DELETE FROM tenancy.audit_entry",
            "TRUNCATE tenancy.audit_entry")) {
      assertThatThrownBy(() -> owner.sql(sql).update())
          .hasStackTraceContaining("the audit log is only ever added to");
    }
  }

  private Tenant tenantWithRowsEverywhere() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    tenant
        .owner()
        .with("Idempotency-Key", tenant.orgId().toString())
        .post("/v1/projects", "{'name': 'second'}")
        .expect(201);
    TenantWorld.of(centre, tenant);
    return tenant;
  }

  private Set<String> organisationsIn(String table) {
    try {
      return Set.copyOf(
          jdbc.sql("SELECT DISTINCT org_id::text FROM " + table + " WHERE org_id IS NOT NULL")
              .query(String.class)
              .list());
    } catch (org.springframework.dao.DataAccessException e) {
      assertThat(e).hasStackTraceContaining("permission denied");
      return Set.of();
    }
  }

  private static long count(JdbcClient client, String table) {
    try {
      return client.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    } catch (org.springframework.dao.DataAccessException e) {
      assertThat(e.getMostSpecificCause())
          .isInstanceOfSatisfying(
              SQLException.class,
              denied -> assertThat(denied.getSQLState()).isEqualTo(PERMISSION_DENIED));
      return 0;
    }
  }
}
