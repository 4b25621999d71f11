package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What every list can do, shown on datasets and what differs from them. */
@ServerTest
class ListsTest {
  @Autowired private TestCentre centre;

  private TestCentre.Tenant tenant;
  private TestClient owner;

  @BeforeEach
  void found() {
    tenant = centre.approvedOrganisation("enterprise");
    owner = tenant.owner();
  }

  private void datasets(String... names) {
    for (String name : names) {
      owner.post("/v1/datasets", "{'name': '%s'}".formatted(name)).expect(201);
    }
  }

  private List<String> names(String address) {
    List<String> names = new ArrayList<>();
    owner
        .get(address)
        .expect(200)
        .body()
        .path("items")
        .forEach(it -> names.add(it.path("name").asString()));
    return names;
  }

  private List<String> allByPagesOfTwo(String address) {
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      TestClient.Answer page = owner.get(address + "&limit=2" + cursor).expect(200);
      page.body().path("items").forEach(it -> names.add(it.path("name").asString()));
      cursor = page.body().has("next") ? "&cursor=" + page.at("next") : "";
    } while (!cursor.isEmpty());
    return names;
  }

  @Test
  void sortsAcrossPagesWithoutLosingOrRepeating() {
    datasets("b", "d", "a", "e", "c");
    assertThat(allByPagesOfTwo("/v1/datasets?sort=name")).containsExactly("a", "b", "c", "d", "e");
    assertThat(allByPagesOfTwo("/v1/datasets?sort=-name")).containsExactly("e", "d", "c", "b", "a");
    assertThat(allByPagesOfTwo("/v1/datasets?sort=createdAt"))
        .containsExactly("b", "d", "a", "e", "c");
    assertThat(names("/v1/datasets")).containsExactly("c", "e", "a", "d", "b");
  }

  @Test
  void findsByAPartOfTheNameOrTheWholeId() {
    datasets("digits", "faces", "digits-test");
    assertThat(names("/v1/datasets?q=DIGIT&sort=name")).containsExactly("digits", "digits-test");
    assertThat(names("/v1/datasets?q=%25")).as("a plain per cent sign").isEmpty();
    String id = owner.get("/v1/datasets?q=faces").at("/items/0/id");
    assertThat(names("/v1/datasets?q=" + id)).containsExactly("faces");
    assertThat(names("/v1/datasets?q=" + tenant.orgId())).isEmpty();
  }

  @Test
  void findsNamesInChinese() {
    owner.post("/v1/keys", "{'name': '训练集群'}").expect(201);
    assertThat(names("/v1/keys?q=%E9%9B%86%E7%BE%A4")).containsExactly("训练集群");
  }

  @Test
  void namesWhatAListCanBeSortedBy() {
    TestClient.Answer refused = owner.get("/v1/jobs?sort=colour").expect(400);
    assertThat(refused.at("field")).isEqualTo("sort");
    assertThat(refused.at("hint")).contains("submittedAt", "name", "state", "endedAt", "-name");
  }

  @Test
  void refusesACursorOfAnotherOrderFilterOrTenant() {
    datasets("a", "b", "c");
    String next = owner.get("/v1/datasets?sort=name&limit=1").at("next");
    for (String other : List.of("sort=-name", "sort=name&q=a", "sort=name&project=default")) {
      TestClient.Answer refused =
          owner.get("/v1/datasets?" + other + "&limit=1&cursor=" + next).expect(400);
      assertThat(refused.at("field")).isEqualTo("cursor");
      assertThat(refused.at("hint")).contains("begin again");
    }
    TestClient stranger = centre.approvedOrganisation("university").owner();
    stranger.get("/v1/datasets?sort=name&limit=1&cursor=" + next).expect(400);
    owner.get("/v1/datasets?sort=name&limit=1&cursor=YWJjZGVmZ2g").expect(400);
    owner.get("/v1/datasets?sort=name&limit=1&cursor=!").expect(400);
  }

  @Test
  void filtersTheAuditLog() {
    datasets("a");
    owner.post("/v1/projects", "{'name': 'second'}").expect(201);
    TestClient.Answer made = owner.get("/v1/audit?action=dataset.created").expect(200);
    assertThat(made.body().path("items")).hasSize(1);
    String person = made.at("/items/0/personId");
    assertThat(owner.get("/v1/audit?action=project.created&actor=" + person).body().path("items"))
        .hasSize(1);
    assertThat(owner.get("/v1/audit?actor=nobody").body().path("items")).isEmpty();
    assertThat(owner.get("/v1/audit?actor=LI&to=2020-01-01T00:00:00Z").body().path("items"))
        .isEmpty();
    assertThat(owner.get("/v1/audit?actor=LI").body().path("items")).isNotEmpty();
  }

  @Test
  void showsUnreadNoticesOnly() {
    String id = owner.get("/v1/notifications?unread=true").at("/items/0/id");
    owner.post("/v1/notifications/" + id + "/read").expect(200);
    assertThat(owner.get("/v1/notifications?unread=true").text()).doesNotContain(id);
    assertThat(owner.get("/v1/notifications").text()).contains(id);
  }

  @Test
  void findsOrganisationsAndMembersByName() {
    String found =
        centre.operator().get("/v1/operator/organisations?q=" + tenant.email()).at("/items/0/id");
    assertThat(found).isEqualTo(tenant.orgId().toString());
    assertThat(
            centre
                .operator()
                .get("/v1/operator/organisations?kind=university&q=" + tenant.email())
                .body()
                .path("items"))
        .isEmpty();
    centre.member(tenant, "viewer");
    assertThat(owner.get("/v1/members?role=viewer").body().path("items")).hasSize(1);
    assertThat(names("/v1/members?sort=name&q=member")).containsExactly("Member");
  }
}
