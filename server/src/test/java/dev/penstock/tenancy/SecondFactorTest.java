package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import dev.penstock.shared.Access;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class SecondFactorTest {
  private static final String ADDRESS = "/v1/me/second-factor";

  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @Test
  void asksForACodeOnceTheFirstWasConfirmed() {
    Tenant tenant = centre.approvedOrganisation("individual");
    TestClient session = centre.as(tenant.session());
    String other = centre.signIn(tenant.email(), TestCentre.PASSWORD);
    Phone phone = begun(session);
    signIn(tenant, "").expect(201);
    assertThat(session.get(ADDRESS).expect(200).at("enrolled")).isEqualTo("false");

    Answer confirmed = confirm(session, phone.next()).expect(200);
    assertThat(codes(confirmed)).hasSize(10).doesNotHaveDuplicates();
    assertThat(session.get(ADDRESS).expect(200).at("recoveryCodesLeft")).isEqualTo("10");
    // whoever came in by the password alone is out
    centre.as(other).get("/v1/me").expect(401);

    assertThat(signIn(tenant, "").expect(401).at("type")).endsWith("second-factor-required");
    assertThat(signIn(tenant, "000000").expect(401).at("type")).endsWith("wrong-code");
    String code = phone.next();
    signIn(tenant, code).expect(201);
    // it is good for once
    signIn(tenant, code).expect(401);
  }

  @Test
  void tellsNothingOfTheSecondFactorToAWrongPassword() {
    Tenant tenant = enrolled(new ArrayList<>());
    assertThat(
            centre
                .anonymous()
                .post(
                    "/v1/sessions",
                    "{'email': '%s', 'password': 'wrong horse'}".formatted(tenant.email()))
                .expect(401)
                .at("type"))
        .endsWith("wrong-credentials");
  }

  @Test
  void eachRecoveryCodeLetsInOnce() {
    List<String> codes = new ArrayList<>();
    Tenant tenant = enrolled(codes);
    signIn(tenant, codes.getFirst()).expect(201);
    signIn(tenant, codes.getFirst()).expect(401);
    // as people type
    String typed = codes.getLast().toUpperCase(Locale.ROOT).replace("-", " ");
    TestClient session = centre.as(signIn(tenant, typed).expect(201).at("token"));
    assertThat(session.get(ADDRESS).at("recoveryCodesLeft")).isEqualTo("8");
  }

  @Test
  void stopsGuessingAtCodes() {
    List<String> codes = new ArrayList<>();
    Tenant tenant = enrolled(codes);
    for (int i = 0; i < 10; i++) {
      signIn(tenant, "00000%d".formatted(i)).expect(401);
    }
    Answer refused = signIn(tenant, codes.getFirst()).expect(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void comesOffForACodeAndNotWithout() {
    List<String> codes = new ArrayList<>();
    Tenant tenant = enrolled(codes);
    TestClient session = centre.as(signIn(tenant, codes.getFirst()).expect(201).at("token"));
    session.send("DELETE", ADDRESS, "{'code': '123456'}").expect(401);
    session.post(ADDRESS).expect(409);
    session.send("DELETE", ADDRESS, "{'code': '%s'}".formatted(codes.getLast())).expect(204);
    signIn(tenant, "").expect(201);
    assertThat(session.get("/v1/audit").expect(200).text())
        .contains("second-factor.enrolled", "second-factor.removed");
  }

  @Test
  void noKeyTouchesIt() {
    Tenant tenant = centre.approvedOrganisation("individual");
    tenant.owner().post(ADDRESS).expect(403);
    confirm(tenant.owner(), "123456").expect(403);
    confirm(centre.as(tenant.session()), "123456").expect(409);
  }

  @Test
  void theDatabaseDoesNotHoldTheSecretInPlain() {
    Tenant tenant = centre.approvedOrganisation("individual");
    Phone phone = begun(centre.as(tenant.session()));
    byte[] kept =
        access.system(
            () ->
                jdbc.sql(
                        """
                        SELECT secret FROM tenancy.second_factor
                        JOIN tenancy.person p ON p.id = person_id WHERE p.email = ?
                        """)
                    .param(tenant.email())
                    .query(byte[].class)
                    .single());
    assertThat(new String(kept, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(phone.secret(), StandardCharsets.ISO_8859_1));
  }

  private Tenant enrolled(List<String> recoveryCodes) {
    Tenant tenant = centre.approvedOrganisation("individual");
    TestClient session = centre.as(tenant.session());
    recoveryCodes.addAll(codes(confirm(session, begun(session).next()).expect(200)));
    return tenant;
  }

  /** Gives whoever has this session a second factor. */
  static void enrol(TestClient session) {
    confirm(session, begun(session).next()).expect(200);
  }

  private static Phone begun(TestClient session) {
    Answer begun = session.post(ADDRESS).expect(200);
    assertThat(begun.at("uri")).startsWith("otpauth://totp/").contains(begun.at("secret"));
    return new Phone(begun.at("secret"));
  }

  private static Answer confirm(TestClient session, String code) {
    return session.post(ADDRESS + "/confirm", "{'code': '%s'}".formatted(code));
  }

  private Answer signIn(Tenant tenant, String code) {
    return centre
        .anonymous()
        .post(
            "/v1/sessions",
            "{'email': '%s', 'password': '%s', 'code': '%s'}"
                .formatted(tenant.email(), TestCentre.PASSWORD, code));
  }

  private static List<String> codes(Answer confirmed) {
    List<String> codes = new ArrayList<>();
    for (JsonNode code : confirmed.body().path("recoveryCodes")) {
      codes.add(code.asString());
    }
    return codes;
  }
}
