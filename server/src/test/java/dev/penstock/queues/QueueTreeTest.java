package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import dev.penstock.TestClient.Answer;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
final class QueueTreeTest {
  private static final String CARDS = "{'milliCards': {'ascend910b': %d}}";

  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private Nodes nodes;
  @Autowired private Revision revision;
  @Autowired private QueueRights rights;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SpareNodes spare;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Tenant tenant;

  @SuppressWarnings("NullAway.Init") // set before each test
  private WorkRows work;

  @BeforeEach
  void haveSixteenCards() {
    spare = new SpareNodes(access, jdbc, nodes, 2, 8);
    tenant = centre.approvedOrganisation("enterprise");
    work = new WorkRows(access, jdbc, spare, tenant.orgId());
  }

  @AfterEach
  void takeThemAway() {
    work.close();
    spare.close();
  }

  private String queue() {
    return "/v1/queues/" + tenant.orgId();
  }

  private String project() {
    return queue() + "/projects/" + tenant.projectId();
  }

  private Answer give(String queue, String rights) {
    return centre.operator().put(queue, rights);
  }

  private static JsonNode find(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(it -> it.path(field).asString("").equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s %s in %s".formatted(field, value, list)));
  }

  private JsonNode branch(TestClient who) {
    return find(
        who.get("/v1/queues").expect(200).body().path("organisations"),
        "id",
        tenant.orgId().toString());
  }

  @Test
  void showsWhatAQueueUsesIsGuaranteedDeservesAndHasBorrowed() {
    give(queue(), "{'weight': 2, 'guaranteed': " + CARDS.formatted(4000) + "}").expect(200);
    give(project(), "{'guaranteed': " + CARDS.formatted(3000) + "}").expect(200);
    UUID project = tenant.projectId().value();
    work.holds(6, project);
    work.holds(1, null);
    work.waits(2, 2, project);
    JsonNode branch = branch(centre.operator());
    assertThat(branch.path("waitingJobs").asInt()).isEqualTo(1);
    assertThat(branch.at("/rights/weight").asDouble()).isEqualTo(2);
    assertThat(branch.at("/rights/guaranteed/milliCards/ascend910b").asInt()).isEqualTo(4000);
    JsonNode cards = find(branch.path("shares"), "cardModel", SpareNodes.MODEL);
    assertThat(cards.toString())
        .isEqualTo(
            json(
                "{'cardModel':'ascend910b','used':7000,'waiting':4000,'guaranteed':4000,"
                    + "'deserved':11000,'borrowed':3000}"));
    assertThat(branch.path("shares").path(1).toString())
        .startsWith(json("{'used':1000,'waiting':500,'guaranteed':0,'deserved':1500,"));
    JsonNode own = find(branch.path("projects"), "id", project.toString());
    assertThat(own.path("name").asString()).isEqualTo("default");
    assertThat(own.path("waitingJobs").asInt()).isEqualTo(1);
    assertThat(find(own.path("shares"), "cardModel", SpareNodes.MODEL).toString())
        .isEqualTo(
            json(
                "{'cardModel':'ascend910b','used':6000,'waiting':4000,'guaranteed':3000,"
                    + "'deserved':10000,'borrowed':3000}"));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void dividesWhatIsShortByWeight() {
    Tenant other = centre.approvedOrganisation("university");
    try {
      give(queue(), "{'weight': 3}").expect(200);
      work.waits(1, 100, null);
      new WorkRows(access, jdbc, spare, other.orgId()).waits(1, 100, null);
      assertThat(branch(centre.operator()).at("/shares/0/deserved").asInt()).isEqualTo(12_000);
    } finally {
      new WorkRows(access, jdbc, spare, other.orgId()).close();
    }
  }

  @Test
  void showsATenantItsOwnBranchOnly() {
    centre.approvedOrganisation("university");
    JsonNode tree = tenant.owner().get("/v1/queues").expect(200).body();
    assertThat(tree.path("organisations").size()).isEqualTo(1);
    assertThat(tree.at("/organisations/0/id").asString()).isEqualTo(tenant.orgId().toString());
    assertThat(centre.member(tenant, "viewer").get("/v1/queues").status()).isEqualTo(200);
    assertThat(centre.operator().get("/v1/queues").expect(200).body().path("organisations").size())
        .isGreaterThan(1);
  }

  @Test
  void refusesATenantToGiveItselfRights() {
    give(queue(), "{}").expect(200);
    tenant.owner().put(queue(), "{'weight': 1000}").expect(403);
    tenant.owner().put(project(), "{'weight': 1000}").expect(403);
  }

  @Test
  void keepsWhatWasGivenTellsTheTenantAndRaisesTheRevision() {
    long before = access.system(revision::current);
    Answer given =
        give(
                queue(),
                """
                {'weight': 1.5, 'guaranteed': {'milliCores': 1000, 'milliCards': {'ascend910b': 8000}},
                 'limit': {'milliCards': {'ascend910b': 12000}}, 'userLimit': {'memoryMiB': 4096}}
                """)
            .expect(200);
    assertThat(given.at("/limit/milliCards/ascend910b")).isEqualTo("12000");
    assertThat(given.at("changedBy")).isNotEmpty();
    JsonNode read = branch(tenant.owner()).path("rights");
    assertThat(read).isEqualTo(given.body());
    assertThat(find(branch(tenant.owner()).path("shares"), "cardModel", "ascend910b").toString())
        .contains("\"limit\":12000");
    assertThat(access.system(revision::current)).isGreaterThan(before);
    assertThat(
            find(
                    tenant.owner().get("/v1/audit").expect(200).body().path("items"),
                    "action",
                    "queue.rights-given")
                .at("/detail/guaranteed.milliCards.ascend910b")
                .asString())
        .isEqualTo("8000");
    give(queue(), "{}").expect(200);
    assertThat(branch(tenant.owner()).path("rights").path("weight").asDouble()).isEqualTo(1);
    assertThat(branch(tenant.owner()).at("/rights/guaranteed").isEmpty()).isTrue();
    assertThat(access.system(rights::byQueue)).containsKey(tenant.orgId().value());
  }

  static Stream<Arguments> rightsThatCannotBe() {
    return Stream.of(
        Arguments.of("{'weight': 0}", 400, "weight", "0.0"),
        Arguments.of("{'weight': 1000001}", 400, "weight", "1000001.0"),
        Arguments.of("{'guaranteed': {'milliCores': -1}}", 400, "guaranteed.milliCores", "-1"),
        Arguments.of(
            "{'limit': {'milliCards': {'abacus': 1}}}", 400, "limit.milliCards.abacus", "abacus"),
        Arguments.of(
            "{'userLimit': {'memoryMiB': 1000000000001}}",
            400,
            "userLimit.memoryMiB",
            "1000000000001"),
        Arguments.of(
            "{'guaranteed': {'milliCards': {'ascend910b': 4000}},"
                + " 'limit': {'milliCards': {'ascend910b': 3000}}}",
            400,
            "limit.milliCards.ascend910b",
            "3000"),
        Arguments.of(
            "{'guaranteed': {'milliCards': {'ascend910b': 16001}}}",
            422,
            "guaranteed.milliCards.ascend910b",
            "16001"),
        Arguments.of("{'guaranteed': {'cards': 1}}", 400, "guaranteed.cards", null));
  }

  @ParameterizedTest
  @MethodSource("rightsThatCannotBe")
  void saysWhatIsWrongWithRights(String rights, int status, String field, @Nullable String value) {
    Answer answer = give(queue(), rights).expect(status);
    assertThat(answer.at("field")).isEqualTo(field);
    assertThat(answer.at("hint")).isNotEmpty();
    if (value != null) {
      assertThat(answer.at("value")).isEqualTo(value);
    }
  }

  @Test
  void guaranteesNoMoreThanTheCentreHas() {
    Tenant other = centre.approvedOrganisation("university");
    try {
      give("/v1/queues/" + other.orgId(), "{'guaranteed': " + CARDS.formatted(10_000) + "}")
          .expect(200);
      Answer answer = give(queue(), "{'guaranteed': " + CARDS.formatted(7_000) + "}").expect(422);
      assertThat(answer.at("type")).endsWith("guarantee-too-large");
      assertThat(answer.at("detail")).contains("has 16000, of which 10000");
      assertThat(answer.at("hint")).contains("at most 6000");
      give(queue(), "{'guaranteed': " + CARDS.formatted(6_000) + "}").expect(200);
    } finally {
      give("/v1/queues/" + other.orgId(), "{}").expect(200);
    }
  }

  @Test
  void guaranteesProjectsNoMoreThanTheirOrganisationHas() {
    Answer none = give(project(), "{'guaranteed': " + CARDS.formatted(1_000) + "}").expect(422);
    assertThat(none.at("detail")).contains("guaranteed 0");
    give(queue(), "{'guaranteed': " + CARDS.formatted(8_000) + "}").expect(200);
    give(project(), "{'guaranteed': " + CARDS.formatted(5_000) + "}").expect(200);
    String second = tenant.owner().post("/v1/projects", "{'name': 'second'}").expect(201).at("id");
    Answer much =
        give(queue() + "/projects/" + second, "{'guaranteed': " + CARDS.formatted(4_000) + "}")
            .expect(422);
    assertThat(much.at("hint")).contains("at most 3000");
    Answer less = give(queue(), "{'guaranteed': " + CARDS.formatted(4_000) + "}").expect(422);
    assertThat(less.at("type")).endsWith("guarantee-too-small");
    assertThat(less.at("hint")).contains("at least 5000");
  }

  @Test
  void knowsNoQueueOfNobody() {
    give("/v1/queues/" + UUID.randomUUID(), "{}").expect(404);
    give("/v1/queues/nobody", "{}").expect(404);
    give(queue() + "/projects/" + UUID.randomUUID(), "{}").expect(404);
    Tenant other = centre.approvedOrganisation("university");
    give(queue() + "/projects/" + other.projectId(), "{}").expect(404);
  }
}
