package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import dev.penstock.shared.Access;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class SessionsTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @Test
  void tellsTheSameToAWrongPasswordAndToAnUnknownEmail() {
    Tenant tenant = centre.approvedOrganisation("individual");
    Answer wrong = signIn(tenant.email(), "wrong horse battery").expect(401);
    Answer unknown = signIn(TestCentre.newEmail(), "wrong horse battery").expect(401);
    assertThat(wrong.at("detail")).isEqualTo(unknown.at("detail"));
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void stopsGuessingAtAnEmail() {
    Tenant tenant = centre.approvedOrganisation("individual");
    for (int i = 0; i < 10; i++) {
      signIn(tenant.email(), "wrong horse battery").expect(401);
    }
    Answer refused = signIn(tenant.email(), TestCentre.PASSWORD).expect(429);
    assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(800L, 900L);
    // the session that is open stays so
    tenant.owner().get("/v1/me").expect(200);
  }

  @Test
  void signingOutEndsTheSessionAtOnce() {
    Tenant tenant = centre.approvedOrganisation("individual");
    TestClient session = centre.as(centre.signIn(tenant.email(), TestCentre.PASSWORD));
    session.get("/v1/projects").expect(200);
    Answer out = session.delete("/v1/sessions/current").expect(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(session.get("/v1/projects").expect(401).at("detail")).contains("ended at");
    tenant.owner().delete("/v1/sessions/current").expect(409);
  }

  @Test
  void anExpiredSessionSaysWhen() {
    Tenant tenant = centre.approvedOrganisation("individual");
    String token = centre.signIn(tenant.email(), TestCentre.PASSWORD);
    access.runAsSystem(
        () ->
            jdbc.sql(
                    "UPDATE tenancy.session SET expires_at = '2026-01-02T03:04:05Z' WHERE hash = ?")
                .param(Tokens.hash(token))
                .update());
    assertThat(centre.as(token).get("/v1/projects").expect(401).at("detail"))
        .contains("expired at 2026-01-02T03:04:05Z");
  }

  @Test
  void aBrowserChoosesTheOrganisationByCookieWhereItCanSendNoHeader() {
    Tenant one = centre.approvedOrganisation("individual");
    Tenant other = centre.approvedOrganisation("enterprise");
    other
        .owner()
        .post("/v1/members", "{'email': '%s', 'role': 'viewer'}".formatted(one.email()))
        .expect(201);
    String session = "penstock_session=" + centre.signIn(one.email(), TestCentre.PASSWORD);
    assertThat(organisation(session)).isEqualTo(one.orgId().toString());
    assertThat(organisation(session + "; penstock_organisation=" + other.orgId()))
        .isEqualTo(other.orgId().toString());
    Tenant third = centre.approvedOrganisation("individual");
    centre
        .anonymous()
        .with("Cookie", session + "; penstock_organisation=" + third.orgId())
        .get("/v1/organisation")
        .expect(403);
  }

  private String organisation(String cookies) {
    return centre.anonymous().with("Cookie", cookies).get("/v1/organisation").expect(200).at("id");
  }

  @Test
  void aCookieSignsInAndItsWritesNeedAHeaderThatNoFormSends() {
    Tenant tenant = centre.approvedOrganisation("individual");
    String cookie =
        signIn(tenant.email(), TestCentre.PASSWORD)
            .expect(201)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    assertThat(cookie)
        .startsWith("penstock_session=ps_")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
    TestClient browser =
        centre.anonymous().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    browser.get("/v1/projects").expect(200);
    assertThat(browser.post("/v1/projects", "{'name': 'x'}").expect(403).at("detail"))
        .contains("X-Penstock-Request");
    browser.with("X-Penstock-Request", "1").post("/v1/projects", "{'name': 'x'}").expect(201);
  }

  @Test
  void aPersonOfTwoOrganisationsChoosesWithAHeader() {
    Tenant one = centre.approvedOrganisation("individual");
    Tenant two = centre.approvedOrganisation("enterprise");
    two.owner()
        .post("/v1/members", "{'email': '%s', 'role': 'viewer'}".formatted(one.email()))
        .expect(201);
    TestClient session = centre.as(one.session());
    assertThat(session.get("/v1/me").expect(200).at("organisationId"))
        .isEqualTo(one.orgId().toString());
    TestClient other = session.with("Penstock-Organisation", two.orgId().toString());
    assertThat(other.get("/v1/organisation").expect(200).at("id"))
        .isEqualTo(two.orgId().toString());
    other.post("/v1/projects", "{'name': 'x'}").expect(403);
    two.owner().with("Penstock-Organisation", one.orgId().toString()).get("/v1/me").expect(403);
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    Tenant tenant = centre.approvedOrganisation("individual");
    TestClient first = centre.as(centre.signIn(tenant.email(), TestCentre.PASSWORD));
    TestClient second = centre.as(centre.signIn(tenant.email(), TestCentre.PASSWORD));
    String change = "{'oldPassword': '%s', 'newPassword': '%s'}";
    first.put("/v1/me/password", change.formatted("guess guess guess", "x".repeat(12))).expect(401);
    first.put("/v1/me/password", change.formatted(TestCentre.PASSWORD, "short")).expect(400);
    first
        .put("/v1/me/password", change.formatted(TestCentre.PASSWORD, "new horse battery"))
        .expect(204);
    first.get("/v1/me").expect(200);
    second.get("/v1/me").expect(401);
    signIn(tenant.email(), TestCentre.PASSWORD).expect(401);
    signIn(tenant.email(), "new horse battery").expect(201);
    tenant
        .owner()
        .put("/v1/me/password", change.formatted("new horse battery", "x".repeat(12)))
        .expect(403);
  }

  @Test
  void keepsNeitherTokensNorPasswordsReadable() {
    Tenant tenant = centre.approvedOrganisation("individual");
    String rows =
        access.system(
            () ->
                jdbc.sql(
                        "SELECT string_agg(p::text, ' ') || string_agg(s::text, ' ')"
                            + " FROM tenancy.person p JOIN tenancy.session s ON s.person_id = p.id"
                            + " WHERE p.email = ?")
                    .param(tenant.email())
                    .query(String.class)
                    .single());
    assertThat(rows)
        .contains("$argon2id$")
        .doesNotContain(TestCentre.PASSWORD)
        .doesNotContain(tenant.session().substring(3));
  }

  private Answer signIn(String email, String password) {
    return centre
        .anonymous()
        .post("/v1/sessions", "{'email': '%s', 'password': '%s'}".formatted(email, password));
  }
}
