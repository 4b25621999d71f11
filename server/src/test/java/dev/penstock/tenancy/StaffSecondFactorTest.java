package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A centre that lets nobody of its staff work without a second factor, behind https. */
@ServerTest
@TestPropertySource(
    properties = {
      "penstock.sign-in.staff-second-factor=required",
      "penstock.sign-in.secure-cookies=true",
      "penstock.sign-in.applications-per-hour=2"
    })
@DirtiesContext
class StaffSecondFactorTest {
  @Autowired private TestCentre centre;

  @Test
  void staffWithoutOneCanDoNothingButEnrol() {
    TestClient operator = centre.operator();
    assertThat(operator.get("/v1/operator/organisations").expect(403).at("type"))
        .endsWith("second-factor-required");
    operator.get("/v1/jobs").expect(403);
    operator.get("/v1/me").expect(200);
    assertThat(operator.get("/v1/me/second-factor").expect(200).at("required")).isEqualTo("true");
    operator.post("/v1/me/second-factor").expect(200);
    assertThat(centre.anonymous().get("/v1/sign-in").expect(200).at("secondFactor"))
        .isEqualTo("required");
  }

  @Test
  void tenantsGoOnAsBeforeAndTheirCookiesAreForHttpsAlone() {
    Tenant tenant = centre.appliedOrganisation("individual");
    tenant.owner().get("/v1/organisation").expect(200);
    assertThat(
            centre
                .anonymous()
                .post(
                    "/v1/sessions",
                    "{'email': '%s', 'password': '%s'}"
                        .formatted(tenant.email(), TestCentre.PASSWORD))
                .expect(201)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow())
        .contains("Secure", "HttpOnly", "SameSite=Strict");
    centre.appliedOrganisation("individual");
    // two an hour from one address
    assertThat(
            centre
                .anonymous()
                .post(
                    "/v1/applications",
                    """
                    {'kind': 'individual', 'name': 'Third', 'contactName': 'Li Wei',
                     'email': 'third@example.cn', 'password': '%s'}
                    """
                        .formatted(TestCentre.PASSWORD))
                .expect(429)
                .headers()
                .firstValue("Retry-After"))
        .isPresent();
  }
}
