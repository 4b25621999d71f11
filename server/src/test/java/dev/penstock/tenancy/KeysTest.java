package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import dev.penstock.shared.Access;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class KeysTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @Test
  void showsAKeyOnceAndKeepsOnlyItsHash() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer created = tenant.owner().post("/v1/keys", "{'name': 'ci'}").expect(201);
    String key = created.at("key");
    assertThat(key).matches("pk_[A-Za-z0-9_-]{43}").startsWith(created.at("prefix"));
    assertThat(tenant.owner().get("/v1/keys").expect(200).text())
        .contains(created.at("id"))
        .doesNotContain(key);
    String row =
        access.system(
            () ->
                jdbc.sql("SELECT k::text FROM tenancy.api_key k WHERE id = ?")
                    .param(UUID.fromString(created.at("id")))
                    .query(String.class)
                    .single());
    assertThat(row.toLowerCase(Locale.ROOT))
        .doesNotContain(key.substring(10).toLowerCase(Locale.ROOT));
  }

  @Test
  void aRevokedKeyStopsAtOnceAndSaysWhen() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer created = tenant.owner().post("/v1/keys", "{'name': 'ci'}").expect(201);
    TestClient client = centre.as(created.at("key"));
    client.get("/v1/projects").expect(200);
    tenant.owner().delete("/v1/keys/" + created.at("id")).expect(204);
    Answer refused = client.get("/v1/projects").expect(401);
    assertThat(refused.at("detail")).contains("revoked at 20");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    tenant.owner().delete("/v1/keys/" + created.at("id")).expect(204);
  }

  @Test
  void anExpiredKeySaysWhen() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer created =
        tenant.owner().post("/v1/keys", "{'name': 'ci', 'expiresInDays': 1}").expect(201);
    access.runAsSystem(
        () ->
            jdbc.sql("UPDATE tenancy.api_key SET expires_at = '2026-01-02T03:04:05Z' WHERE id = ?")
                .param(UUID.fromString(created.at("id")))
                .update());
    assertThat(centre.as(created.at("key")).get("/v1/projects").expect(401).at("detail"))
        .contains("expired at 2026-01-02T03:04:05Z");
  }

  @Test
  void aScopedKeyReachesNoFurther() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String key =
        tenant.owner().post("/v1/keys", "{'name': 'r', 'scopes': ['read']}").expect(201).at("key");
    TestClient narrow = centre.as(key);
    narrow.get("/v1/projects").expect(200);
    assertThat(narrow.post("/v1/projects", "{'name': 'x'}").expect(403).at("detail"))
        .contains("does not reach");
    narrow.post("/v1/keys", "{'name': 'successor'}").expect(403);
    narrow.get("/v1/audit").expect(403);
  }

  @Test
  void aKeyMakesNoKeyThatReachesFurtherThanItself() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String key =
        tenant
            .owner()
            .post("/v1/keys", "{'name': 'a', 'scopes': ['administer']}")
            .expect(201)
            .at("key");
    TestClient narrow = centre.as(key);
    narrow.post("/v1/keys", "{'name': 'b', 'scopes': ['submit']}").expect(403);
    Answer successor = narrow.post("/v1/keys", "{'name': 'b'}").expect(201);
    assertThat(successor.body().path("scopes")).hasSize(1);
    narrow
        .post(
            "/v1/members",
            "{'email': 'x@example.cn', 'name': 'x', 'role': 'admin', 'password': '%s'}"
                .formatted(TestCentre.PASSWORD))
        .expect(403);
  }

  @Test
  void aMemberHasKeysOfTheirOwnAndSeesNoOthers() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient member = centre.member(tenant, "member");
    String id = member.post("/v1/keys", "{'name': 'mine'}").expect(201).at("id");
    assertThat(member.get("/v1/keys").expect(200).body().path("items")).hasSize(1);
    assertThat(tenant.owner().get("/v1/keys").expect(200).body().path("items")).hasSize(2);
    String owners = tenant.owner().get("/v1/keys").at("/items/0/id");
    member.delete("/v1/keys/" + owners).expect(404);
    tenant.owner().delete("/v1/keys/" + id).expect(204);
  }

  @Test
  void aKeyDiesWithItsPersonsMembership() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient member = centre.member(tenant, "member");
    TestClient key = centre.as(member.post("/v1/keys", "{'name': 'mine'}").expect(201).at("key"));
    key.get("/v1/projects").expect(200);
    tenant.owner().delete("/v1/members/" + member.get("/v1/me").at("personId")).expect(204);
    assertThat(key.get("/v1/projects").expect(401).at("detail")).contains("has left");
    assertThat(member.get("/v1/projects").expect(401).at("detail")).contains("was ended");
  }

  @Test
  void notesWhenAKeyWasUsed() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer created = tenant.owner().post("/v1/keys", "{'name': 'ci'}").expect(201);
    assertThat(created.body().has("lastUsedAt")).isFalse();
    centre.as(created.at("key")).get("/v1/me").expect(200);
    assertThat(tenant.owner().get("/v1/keys").at("/items/1/lastUsedAt")).startsWith("20");
  }

  @Test
  void remembersAKeySoThatABusyOneCostsNoQuery() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    tenant.owner().get("/v1/projects").expect(200);
    String behindTheServersBack = "UPDATE tenancy.api_key SET revoked_at = now() WHERE org_id = ?";
    access.runAsSystem(() -> jdbc.sql(behindTheServersBack).param(tenant.orgId().value()).update());
    tenant.owner().get("/v1/projects").expect(200);
    centre.as(tenant.session()).delete("/v1/sessions/current").expect(204);
    // any change that the server itself makes clears the memory
    tenant.owner().get("/v1/projects").expect(401);
  }

  @Test
  void refusesWhatIsNoKey() {
    for (String junk : new String[] {"pk_x", "nonsense", "pk_" + "A".repeat(43), ""}) {
      centre.as(junk).get("/v1/me").expect(401);
    }
    centre.anonymous().with("Authorization", "Basic abc").get("/v1/me").expect(401);
    centre.anonymous().with("Authorization", "Bearer junk").get("/v1/openapi").expect(200);
  }

  @Test
  void refusesLivesAndScopesThatCanNotBe() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    assertThat(
            tenant
                .owner()
                .post("/v1/keys", "{'name': 'x', 'expiresInDays': 0}")
                .expect(400)
                .at("field"))
        .isEqualTo("expiresInDays");
    assertThat(
            tenant
                .owner()
                .post("/v1/keys", "{'name': 'x', 'scopes': ['all']}")
                .expect(400)
                .at("field"))
        .startsWith("scopes");
    tenant.owner().post("/v1/keys", "{'name': 'x', 'scopes': []}").expect(400);
  }
}
