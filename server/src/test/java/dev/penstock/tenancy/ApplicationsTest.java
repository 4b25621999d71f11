package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ApplicationsTest {
  @Autowired private TestCentre centre;

  @ParameterizedTest
  @ValueSource(strings = {"enterprise", "university", "research-institute", "individual"})
  void everyKindAppliesAndIsApproved(String kind) {
    Tenant tenant = centre.approvedOrganisation(kind);
    Answer organisation = tenant.owner().get("/v1/organisation").expect(200);
    assertThat(organisation.at("state")).isEqualTo("APPROVED");
    assertThat(organisation.at("kind")).isEqualTo(kind);
    assertThat(tenant.owner().get("/v1/projects/" + tenant.projectId()).expect(200).at("name"))
        .isEqualTo("default");
  }

  @Test
  void anOrganisationThatWaitsSeesItselfAndNothingElse() {
    Tenant tenant = centre.appliedOrganisation("enterprise");
    assertThat(tenant.owner().get("/v1/organisation").expect(200).at("state")).isEqualTo("APPLIED");
    tenant.owner().get("/v1/me").expect(200);
    Answer refused = tenant.owner().get("/v1/projects").expect(403);
    assertThat(refused.at("detail")).contains("waits for approval");
    tenant.owner().post("/v1/keys", "{'name': 'x'}").expect(403);
  }

  @Test
  void aRejectedOrganisationReadsWhyAndMayApplyAgainWithItsCode() {
    String code = TestCentre.newCreditCode();
    String email = TestCentre.newEmail();
    String id = apply("enterprise", code, email).expect(201).at("organisationId");
    centre
        .operator()
        .post("/v1/operator/organisations/" + id + "/reject", "{'reason': 'licence missing'}")
        .expect(200);
    String session = centre.signIn(email, TestCentre.PASSWORD);
    assertThat(centre.as(session).get("/v1/organisation").expect(200).at("reason"))
        .isEqualTo("licence missing");
    assertThat(centre.as(session).get("/v1/projects").expect(403).at("detail"))
        .contains("licence missing");
    apply("enterprise", code, email).expect(201);
  }

  @Test
  void aSuspendedOrganisationStopsAtOnceAndGoesOnWhenResumed() {
    Tenant tenant = centre.approvedOrganisation("university");
    String address = "/v1/operator/organisations/" + tenant.orgId();
    tenant.owner().get("/v1/projects").expect(200);
    centre.operator().post(address + "/suspend", "{'reason': 'abuse'}").expect(200);
    assertThat(tenant.owner().get("/v1/projects").expect(403).at("detail")).contains("abuse");
    centre.operator().post(address + "/resume").expect(200);
    tenant.owner().get("/v1/projects").expect(200);
  }

  @Test
  void decidesOnceAndQuotesTheStateAfterwards() {
    Tenant tenant = centre.approvedOrganisation("individual");
    String address = "/v1/operator/organisations/" + tenant.orgId();
    Answer again = centre.operator().post(address + "/approve").expect(409);
    assertThat(again.at("detail")).contains("APPROVED");
    centre.operator().post(address + "/reject", "{'reason': 'late'}").expect(409);
    centre.operator().post(address + "/resume").expect(409);
  }

  @Test
  void refusesACreditCodeThatIsHereAlready() {
    String code = TestCentre.newCreditCode();
    apply("enterprise", code, TestCentre.newEmail()).expect(201);
    Answer second = apply("university", code, TestCentre.newEmail()).expect(409);
    assertThat(second.at("value")).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "enterprise, , creditCode",
    "university, 91110000802100433A, creditCode",
    "individual, 91110000802100433B, creditCode",
    "centre, , kind",
    "farm, , kind"
  })
  void namesTheFieldAtFault(String kind, String code, String field) {
    Answer refused = apply(kind, code, TestCentre.newEmail()).expect(400);
    assertThat(refused.at("field")).isEqualTo(field);
    assertThat(refused.at("hint")).isNotBlank();
  }

  @Test
  void refusesAShortPasswordWithoutRepeatingIt() {
    Answer refused =
        centre
            .anonymous()
            .post(
                "/v1/applications",
                "{'kind': 'individual', 'name': 'n', 'contactName': 'c', 'email': 'a@b.cn',"
                    + " 'password': 'tooshort'}")
            .expect(400);
    assertThat(refused.at("field")).isEqualTo("password");
    assertThat(refused.text()).doesNotContain("tooshort");
  }

  @Test
  void namesAFieldThatIsMissingOrUnknown() {
    Answer missing =
        centre.anonymous().post("/v1/applications", "{'kind': 'individual'}").expect(400);
    assertThat(missing.at("field")).isEqualTo("name");
    Answer unknown = centre.anonymous().post("/v1/applications", "{'colour': 'blue'}").expect(400);
    assertThat(unknown.at("field")).isEqualTo("colour");
  }

  @Test
  void aKnownPersonAppliesOnlyWithTheirOwnPassword() {
    Tenant tenant = centre.approvedOrganisation("individual");
    apply("enterprise", TestCentre.newCreditCode(), tenant.email()).expect(201);
    Answer stranger =
        centre
            .anonymous()
            .post(
                "/v1/applications",
                "{'kind': 'individual', 'name': 'n', 'contactName': 'c', 'email': '%s',"
                        .formatted(tenant.email())
                    + " 'password': 'something else'}")
            .expect(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(tenant.owner().get("/v1/me").expect(200).body().path("organisations")).hasSize(1);
    assertThat(centre.as(tenant.session()).get("/v1/me").body().path("organisations")).hasSize(2);
  }

  @Test
  void theOperatorListsWhoWaits() {
    Tenant waiting = centre.appliedOrganisation("enterprise");
    Tenant approved = centre.approvedOrganisation("enterprise");
    assertThat(ids("applied")).contains(waiting.orgId().toString());
    assertThat(ids("applied")).doesNotContain(approved.orgId().toString());
    centre.operator().get("/v1/operator/organisations?state=asleep").expect(400);
  }

  private String ids(String state) {
    StringBuilder all = new StringBuilder();
    String cursor = "";
    do {
      Answer page =
          centre
              .operator()
              .get("/v1/operator/organisations?limit=2&state=" + state + cursor)
              .expect(200);
      page.body().path("items").forEach(item -> all.append(item.path("id").asString()));
      cursor = page.body().has("next") ? "&cursor=" + page.at("next") : "";
    } while (!cursor.isEmpty());
    return all.toString();
  }

  private Answer apply(String kind, String code, String email) {
    return centre
        .anonymous()
        .post(
            "/v1/applications",
            "{'kind': '%s', 'name': 'n', %s 'contactName': 'c', 'email': '%s', 'password': '%s'}"
                .formatted(
                    kind,
                    code == null ? "" : "'creditCode': '%s',".formatted(code),
                    email,
                    TestCentre.PASSWORD));
  }
}
