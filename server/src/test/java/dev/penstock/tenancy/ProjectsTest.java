package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient.Answer;
import dev.penstock.shared.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ProjectsTest {
  @Autowired private TestCentre centre;
  @Autowired private Projects projects;

  @Test
  void findsAProjectByIdAndByNameInItsOwnOrganisationOnly() {
    Tenant one = centre.approvedOrganisation("enterprise");
    Tenant two = centre.approvedOrganisation("enterprise");
    assertThat(projects.defaultOf(one.orgId()).id()).isEqualTo(one.projectId());
    assertThat(projects.require(one.orgId(), one.projectId()).name()).isEqualTo("default");
    assertThatThrownBy(() -> projects.require(two.orgId(), one.projectId()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no project");
    assertThatThrownBy(() -> projects.byName(one.orgId(), "nowhere"))
        .hasMessageContaining("nowhere");
  }

  @Test
  void aNameIsTakenOnceInAnOrganisationAndFreeInAnother() {
    Tenant one = centre.approvedOrganisation("enterprise");
    Tenant two = centre.approvedOrganisation("enterprise");
    one.owner().post("/v1/projects", "{'name': 'vision'}").expect(201);
    Answer taken = one.owner().post("/v1/projects", "{'name': 'vision'}").expect(409);
    assertThat(taken.at("value")).isEqualTo("vision");
    two.owner().post("/v1/projects", "{'name': 'vision'}").expect(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Vision", "a b", "视觉", "a/b", "a.b"})
  void refusesNamesThatDoNotFitAnAddress(String name) {
    Tenant tenant = centre.approvedOrganisation("individual");
    Answer refused =
        tenant.owner().post("/v1/projects", "{'name': '%s'}".formatted(name)).expect(400);
    assertThat(refused.at("field")).isEqualTo("name");
  }

  @Test
  void pagesThroughThemInTheOrderOfTheirMaking() {
    Tenant tenant = centre.approvedOrganisation("individual");
    for (int i = 0; i < 4; i++) {
      tenant.owner().post("/v1/projects", "{'name': 'p%d'}".formatted(i)).expect(201);
    }
    Answer first = tenant.owner().get("/v1/projects?limit=3").expect(200);
    assertThat(first.body().path("items")).hasSize(3);
    Answer rest = tenant.owner().get("/v1/projects?limit=3&cursor=" + first.at("next")).expect(200);
    assertThat(rest.body().path("items")).hasSize(2);
    assertThat(rest.at("/items/1/name")).isEqualTo("p3");
    assertThat(rest.body().has("next")).isFalse();
  }
}
