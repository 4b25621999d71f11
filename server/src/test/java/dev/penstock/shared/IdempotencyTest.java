package dev.penstock.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class IdempotencyTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private IdempotencyRows rows;

  @Test
  void doesTheSameRequestOnceAndGivesTheFirstAnswerAgain() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient client = tenant.owner().with("Idempotency-Key", "k");
    Answer first = client.post("/v1/projects", "{'name': 'x'}").expect(201);
    Answer second = client.post("/v1/projects", "{'name': 'x'}").expect(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(tenant.owner().get("/v1/projects").body().path("items")).hasSize(2);
  }

  @Test
  void refusesAnotherRequestWithTheSameKey() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient client = tenant.owner().with("Idempotency-Key", "k");
    client.post("/v1/projects", "{'name': 'x'}").expect(201);
    assertThat(client.post("/v1/projects", "{'name': 'y'}").expect(422).at("field"))
        .isEqualTo("Idempotency-Key");
    client.post("/v1/keys", "{'name': 'x'}").expect(422);
  }

  @Test
  void keepsCallersApart() {
    Tenant one = centre.approvedOrganisation("enterprise");
    Tenant two = centre.approvedOrganisation("enterprise");
    one.owner().with("Idempotency-Key", "k").post("/v1/projects", "{'name': 'x'}").expect(201);
    two.owner().with("Idempotency-Key", "k").post("/v1/projects", "{'name': 'y'}").expect(201);
    TestClient viewer = centre.member(one, "viewer");
    viewer.with("Idempotency-Key", "k").post("/v1/projects", "{'name': 'x'}").expect(403);
  }

  @Test
  void doesNotKeepARefusalWhichDidNothing() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient client = tenant.owner().with("Idempotency-Key", "k");
    client.post("/v1/projects", "{'name': 'default'}").expect(409);
    client.post("/v1/projects", "{'name': 'other'}").expect(201);
  }

  @Test
  void worksForStrangersToo() {
    TestClient client = centre.anonymous().with("Idempotency-Key", UUID.randomUUID().toString());
    String email = TestCentre.newEmail();
    String application =
        "{'kind': 'individual', 'name': 'n', 'contactName': 'c', 'email': '%s', 'password': '%s'}"
            .formatted(email, TestCentre.PASSWORD);
    String first = client.post("/v1/applications", application).expect(201).text();
    assertThat(client.post("/v1/applications", application).expect(201).text()).isEqualTo(first);
    String session = centre.signIn(email, TestCentre.PASSWORD);
    assertThat(centre.as(session).get("/v1/me").body().path("organisations")).hasSize(1);
  }

  @Test
  void refusesARequestThatIsBeingCarriedOut() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    IdempotencyVault vault = vault(tenant, "k");
    String body = "{\"name\": \"x\"}";
    byte[] fingerprint = vault.fingerprint("/v1/projects", body.getBytes(StandardCharsets.UTF_8));
    assertThat(rows.claim(tenant.orgId(), vault.id(), fingerprint))
        .isInstanceOf(IdempotencyRows.Claim.Ours.class);
    TestClient client = tenant.owner().with("Idempotency-Key", "k");
    assertThat(client.post("/v1/projects", body).expect(409).at("detail"))
        .contains("is being carried out");
    age(vault, Duration.ofMinutes(6));
    assertThat(client.post("/v1/projects", body).expect(409).at("detail"))
        .contains("the server ended while it carried this request out");
    age(vault, Duration.ofHours(25));
    client.post("/v1/projects", body).expect(201);
  }

  @Test
  void forgetsAfterADay() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient client = tenant.owner().with("Idempotency-Key", "k");
    client.post("/v1/projects", "{'name': 'x'}").expect(201);
    age(vault(tenant, "k"), Duration.ofHours(25));
    client.post("/v1/projects", "{'name': 'x'}").expect(409);
    rows.sweep();
    client.post("/v1/projects", "{'name': 'y'}").expect(201);
  }

  @Test
  void keepsNothingReadable() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient client = tenant.owner().with("Idempotency-Key", "a-telling-key");
    Answer created = client.post("/v1/keys", "{'name': 'secret-name'}").expect(201);
    assertThat(client.post("/v1/keys", "{'name': 'secret-name'}").expect(201).at("key"))
        .isEqualTo(created.at("key"));
    List<byte[]> kept =
        access.tenant(
            tenant.orgId(),
            () ->
                jdbc.sql("SELECT id || request_hash || answer FROM shared.idempotency")
                    .query((row, n) -> row.getBytes(1))
                    .list());
    assertThat(kept).hasSize(1);
    assertThat(new String(kept.getFirst(), StandardCharsets.ISO_8859_1))
        .doesNotContain(created.at("key").substring(3))
        .doesNotContain("secret-name")
        .doesNotContain("a-telling-key");
  }

  @Test
  void refusesKeysAndBodiesBeyondItsBounds() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    tenant
        .owner()
        .with("Idempotency-Key", "x".repeat(256))
        .post("/v1/projects", "{'name': 'x'}")
        .expect(400);
    tenant
        .owner()
        .with("Idempotency-Key", "k")
        .post("/v1/projects", "x".repeat(Idempotency.LARGEST_BODY + 1))
        .expect(413);
  }

  private static IdempotencyVault vault(Tenant tenant, String key) {
    return new IdempotencyVault(tenant.orgId() + " " + tenant.key(), key);
  }

  private void age(IdempotencyVault vault, Duration by) {
    access.runAsSystem(
        () ->
            assertThat(
                    jdbc.sql(
                            "UPDATE shared.idempotency SET at = now() - make_interval(secs => ?)"
                                + " WHERE id = ?")
                        .param((double) by.toSeconds())
                        .param(vault.id())
                        .update())
                .isEqualTo(1));
  }
}
