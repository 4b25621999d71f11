package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ServingApiTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private EndpointTable table;

  private Endpoint stopping(TestCentre.Tenant tenant) {
    Endpoint endpoint =
        new Endpoint(
            EndpointId.next(),
            tenant.orgId(),
            tenant.projectId(),
            "digits",
            EndpointState.STOPPING,
            null,
            "digits",
            1,
            "cpu.small",
            JobId.next(),
            0,
            Instant.parse("2026-11-25T08:00:00Z"));
    access.runAsTenant(tenant.orgId(), () -> table.insert(endpoint));
    return endpoint;
  }

  private void end(Endpoint endpoint) {
    access.runAsTenant(
        endpoint.org(), () -> table.move(endpoint, endpoint.to(EndpointState.STOPPED, null)));
  }

  @Test
  void tellsEverybodyThatItIsHealthy() {
    TestClient anybody = centre.anonymous();
    assertThat(anybody.get("/v2/health/live").expect(200).at("live")).isEqualTo("true");
    assertThat(anybody.get("/v2/health/ready").expect(200).at("ready")).isEqualTo("true");
    anybody.get("/v2/models/digits").expect(401);
    anybody.post("/v2/models/digits/infer", "{}").expect(401);
  }

  @Test
  void asksToRetryWhatIsNotReadyAndShowsItToItsTenantAlone() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("university");
    Endpoint endpoint = stopping(tenant);
    TestClient.Answer answer = tenant.owner().post("/v2/models/digits/infer", "{}").expect(503);
    assertThat(answer.at("detail")).isEqualTo("endpoint \"digits\" is STOPPING");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    tenant.owner().get("/v2/models/digits/versions/1/ready").expect(503);
    tenant.owner().get("/v2/models/digits/versions/2").expect(404);
    String address = "/v1/endpoints/" + endpoint.id();
    assertThat(tenant.owner().get(address).expect(200).at("url")).isEqualTo("/v2/models/digits");
    assertThat(tenant.owner().get("/v1/endpoints").expect(200).body().path("items")).hasSize(1);
    TestClient stranger = centre.approvedOrganisation("enterprise").owner();
    stranger.get(address).expect(404);
    stranger.delete(address).expect(404);
    stranger.post("/v2/models/digits/infer", "{}").expect(404);
    end(endpoint);
  }

  @Test
  void refusesWhatItCantServe() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient owner = tenant.owner();
    owner.post("/v1/endpoints", "{'name': 'digits', 'model': 'nothing@1'}").expect(404);
    owner.post("/v1/endpoints", "{'name': 'DIGITS', 'model': 'digits@1'}").expect(400);
    owner.post("/v1/endpoints", "{'name': 'digits'}").expect(400);
    owner.post("/v1/endpoints", "{'name': 'd', 'model': 'm', 'size': 'xl'}").expect(400);
    centre
        .member(tenant, "VIEWER")
        .post("/v1/endpoints", "{'name': 'digits', 'model': 'digits@1'}")
        .expect(403);
    assertThat(owner.get("/v1/endpoints").expect(200).body().path("items")).isEmpty();
  }
}
