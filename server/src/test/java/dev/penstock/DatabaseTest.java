package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class DatabaseTest {
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private DatabaseEndpoint endpoint;
  @Autowired private DataFolder folder;

  @Test
  void keepsWhatItSaidThroughAPowerCut() {
    EmbeddedDatabase.DURABLE.forEach(
        (name, value) ->
            assertThat(setting(name)).as("the database's setting " + name).isEqualTo(value));
  }

  @Test
  void worksAsRolesThatRowSecurityBinds() {
    String bypassing = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
    assertThat(access.system(() -> jdbc.sql(bypassing).query(Boolean.class).single())).isFalse();
    assertThat(access.operator(() -> jdbc.sql(bypassing).query(Boolean.class).single())).isFalse();
    assertThat(access.tenant(OrgId.next(), () -> jdbc.sql(bypassing).query(Boolean.class).single()))
        .isFalse();
  }

  @Test
  void refusesAStrangerWithoutThePassword() {
    DatabaseEndpoint stranger = new DatabaseEndpoint(endpoint.url(), "postgres", "guess", "guess");
    assertThatThrownBy(() -> stranger.asAdmin().getConnection().close())
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void refusesASecondServerOnTheSameFolder() {
    Path root = folder.path("");
    assertThatThrownBy(() -> DataFolder.lock(root).close())
        .hasMessageContaining("belongs to another running server");
  }

  @Test
  void setsTheTenantForOneTransactionOnly() {
    OrgId org = OrgId.next();
    String tenant = "SELECT coalesce(current_setting('penstock.org', true), '')";
    assertThat(access.tenant(org, () -> jdbc.sql(tenant).query(String.class).single()))
        .isEqualTo(org.toString());
    assertThat(access.system(() -> jdbc.sql(tenant).query(String.class).single())).isEmpty();
  }

  @Test
  void refusesToWidenATenantsTransaction() {
    assertThatThrownBy(() -> access.runAsTenant(OrgId.next(), () -> access.runAsSystem(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can't become");
  }

  private String setting(String name) {
    return access.system(
        () ->
            jdbc.sql("SELECT setting FROM pg_settings WHERE name = ?")
                .param(name)
                .query(String.class)
                .single());
  }
}
