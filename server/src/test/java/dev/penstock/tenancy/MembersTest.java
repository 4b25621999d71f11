package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class MembersTest {
  @Autowired private TestCentre centre;

  @ParameterizedTest
  @CsvSource({
    "admin, 200, 201, 200",
    "member, 200, 403, 403",
    "viewer, 200, 403, 403",
    "billing, 200, 403, 403"
  })
  void eachRoleReachesWhatItMay(String role, int read, int administer, int audit) {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient member = centre.member(tenant, role);
    member.get("/v1/projects").expect(read);
    member.get("/v1/members").expect(read);
    member.post("/v1/projects", "{'name': 'x'}").expect(administer);
    member.post("/v1/members", newMember(TestCentre.newEmail(), "viewer")).expect(administer);
    member.get("/v1/audit").expect(audit);
    member.get("/v1/operator/organisations").expect(403);
  }

  @Test
  void aNewPersonIsToldToChangeThePassword() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient member = centre.member(tenant, "member");
    Answer me = member.get("/v1/me").expect(200);
    assertThat(me.body().path("mustChangePassword").asBoolean()).isTrue();
    member
        .put(
            "/v1/me/password",
            "{'oldPassword': '%s', 'newPassword': 'my own long password'}"
                .formatted(TestCentre.PASSWORD))
        .expect(204);
    assertThat(member.get("/v1/me").body().path("mustChangePassword").asBoolean()).isFalse();
  }

  @Test
  void aNewPersonNeedsANameAndAPassword() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String email = TestCentre.newEmail();
    assertThat(
            tenant
                .owner()
                .post("/v1/members", "{'email': '%s', 'role': 'viewer'}".formatted(email))
                .expect(400)
                .at("field"))
        .isEqualTo("name");
    assertThat(
            tenant
                .owner()
                .post(
                    "/v1/members",
                    "{'email': '%s', 'role': 'viewer', 'name': 'n'}".formatted(email))
                .expect(400)
                .at("field"))
        .isEqualTo("password");
  }

  @Test
  void theLastOwnerStays() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String owner = "/v1/members/" + tenant.owner().get("/v1/me").at("personId");
    assertThat(tenant.owner().delete(owner).expect(409).at("detail")).contains("the last owner");
    tenant.owner().put(owner, "{'role': 'admin'}").expect(409);
    tenant.owner().put(owner, "{'roles': ['owner', 'billing']}").expect(200);
    TestClient second = centre.member(tenant, "owner");
    second.put(owner, "{'role': 'viewer'}").expect(200);
    assertThat(tenant.owner().get("/v1/me").body().path("roles").toString())
        .isEqualTo("[\"viewer\"]");
    tenant.owner().post("/v1/projects", "{'name': 'x'}").expect(403);
    second.delete("/v1/members/" + second.get("/v1/me").at("personId")).expect(409);
  }

  @Test
  void ofTwoOwnersWhoRemoveEachOtherAtOnceOneStays() throws Exception {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient one = tenant.owner();
    TestClient two = centre.member(tenant, "owner");
    String first = one.get("/v1/me").at("personId");
    String second = two.get("/v1/me").at("personId");
    assertThat(
            both(
                () -> one.delete("/v1/members/" + second),
                () -> two.delete("/v1/members/" + first)))
        .filteredOn(answer -> answer.status() == 204)
        .hasSize(1);
  }

  private static List<Answer> both(
      java.util.concurrent.Callable<Answer> one, java.util.concurrent.Callable<Answer> two)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : pool.invokeAll(List.of(one, two))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Test
  void anAdministratorMakesAndUnmakesNoOwner() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient admin = centre.member(tenant, "admin");
    centre.member(tenant, "owner");
    String owner = "/v1/members/" + tenant.owner().get("/v1/me").at("personId");
    admin.put(owner, "{'role': 'viewer'}").expect(403);
    admin.delete(owner).expect(403);
    admin.post("/v1/members", newMember(TestCentre.newEmail(), "owner")).expect(403);
    String self = "/v1/members/" + admin.get("/v1/me").at("personId");
    admin.put(self, "{'role': 'owner'}").expect(403);
  }

  @Test
  void aTenantHasNoStaffsRolesNorTheCentreATenants() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    assertThat(
            tenant
                .owner()
                .post("/v1/members", newMember(TestCentre.newEmail(), "operator"))
                .expect(400)
                .at("field"))
        .isEqualTo("role");
    centre.operator().post("/v1/members", newMember(TestCentre.newEmail(), "owner")).expect(400);
  }

  @Test
  void theStaffKeepsItsDutiesApart() {
    TestClient operator = staff("operator");
    TestClient auditor = staff("auditor");
    TestClient finance = staff("finance");
    Tenant waiting = centre.appliedOrganisation("individual");
    String approve = "/v1/operator/organisations/" + waiting.orgId() + "/approve";
    finance.get("/v1/operator/organisations").expect(200);
    finance.post(approve).expect(403);
    auditor.post(approve).expect(403);
    auditor.get("/v1/operator/audit").expect(200);
    finance.get("/v1/operator/audit").expect(403);
    operator.post("/v1/members", newMember(TestCentre.newEmail(), "finance")).expect(403);
    operator.post(approve).expect(200);
  }

  private TestClient staff(String role) {
    String email = TestCentre.newEmail();
    centre.operator().post("/v1/members", newMember(email, role)).expect(201);
    return centre.as(centre.signIn(email, TestCentre.PASSWORD));
  }

  @Test
  void refusesAMemberTwiceAndARoleThatIsNone() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    tenant.owner().post("/v1/members", newMember(tenant.email(), "viewer")).expect(409);
    assertThat(
            tenant
                .owner()
                .post("/v1/members", newMember(tenant.email(), "king"))
                .expect(400)
                .at("hint"))
        .contains("owner, admin");
    tenant
        .owner()
        .post("/v1/members", "{'email': 'a@b.cn', 'role': 'viewer', 'roles': ['viewer']}")
        .expect(400);
  }

  private static String newMember(String email, String role) {
    return "{'email': '%s', 'name': 'n', 'role': '%s', 'password': '%s'}"
        .formatted(email, role, TestCentre.PASSWORD);
  }
}
