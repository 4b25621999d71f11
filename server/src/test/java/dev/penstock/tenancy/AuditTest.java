package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import dev.penstock.shared.Access;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class AuditTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @Test
  void saysWhoDidWhatFromTheApplicationOn() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient member = centre.member(tenant, "viewer");
    String person = "/v1/members/" + member.get("/v1/me").at("personId");
    tenant.owner().put(person, "{'role': 'member'}").expect(200);
    tenant.owner().delete(person).expect(204);
    tenant.owner().post("/v1/projects", "{'name': 'x'}").expect(201);
    String key = tenant.owner().get("/v1/keys").at("/items/0/id");
    tenant.owner().delete("/v1/keys/" + key).expect(204);
    List<String> actions = actions(centre.as(tenant.session()), "/v1/audit?limit=2");
    assertThat(actions)
        .containsExactly(
            "key.revoked",
            "project.created",
            "member.removed",
            "member.changed",
            "session.opened",
            "member.added",
            "key.created",
            "organisation.approved",
            "session.opened",
            "organisation.applied");
  }

  @Test
  void namesTheActorTheKeyAndTheSubject() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String project = tenant.owner().post("/v1/projects", "{'name': 'x'}").expect(201).at("id");
    Answer log = tenant.owner().get("/v1/audit?limit=1").expect(200);
    assertThat(log.at("/items/0/subjectId")).isEqualTo(project);
    assertThat(log.at("/items/0/personName")).isEqualTo("Li Wei");
    assertThat(log.at("/items/0/keyId"))
        .isEqualTo(tenant.owner().get("/v1/keys").at("/items/0/id"));
    assertThat(log.at("/items/0/detail/name")).isEqualTo("x");
  }

  @Test
  void leavesNoTraceOfWhatWasRefused() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    tenant.owner().post("/v1/projects", "{'name': 'default'}").expect(409);
    assertThat(actions(tenant.owner(), "/v1/audit?")).doesNotContain("project.created");
  }

  @Test
  void theOperatorSeesEverybodysAndOneOrganisationsOnRequest() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer theirs =
        centre
            .operator()
            .get("/v1/operator/audit?limit=1&organisation=" + tenant.orgId())
            .expect(200);
    assertThat(theirs.at("/items/0/action")).isEqualTo("key.created");
    assertThat(centre.operator().get("/v1/operator/audit?limit=3").expect(200).body().path("items"))
        .hasSize(3);
    centre.operator().get("/v1/operator/audit?limit=0").expect(400);
    centre.operator().get("/v1/operator/audit?cursor=xyz").expect(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE tenancy.audit_entry SET action = 'nothing'",
        "DELETE FROM tenancy.audit_entry",
        "TRUNCATE tenancy.audit_entry"
      })
  void nobodyAltersTheLog(String sql) {
    Tenant tenant = centre.approvedOrganisation("individual");
    assertThatThrownBy(() -> access.tenant(tenant.orgId(), () -> jdbc.sql(sql).update()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> access.system(() -> jdbc.sql(sql).update()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> access.operator(() -> jdbc.sql(sql).update()))
        .hasStackTraceContaining("permission denied");
  }

  private static List<String> actions(TestClient who, String path) {
    List<String> actions = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = who.get(path + cursor).expect(200);
      page.body().path("items").forEach(entry -> actions.add(entry.path("action").asString()));
      cursor = page.body().has("next") ? "&cursor=" + page.at("next") : "";
    } while (!cursor.isEmpty());
    return actions;
  }
}
