package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient.Answer;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServerTest
final class ReservationsTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private Nodes nodes;
  @Autowired private Clock clock;
  @Autowired private Revision revision;
  @Autowired private Reservations reservations;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SpareNodes spare;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Tenant tenant;

  @BeforeEach
  void haveSixteenCards() {
    spare = new SpareNodes(access, jdbc, nodes, 2, 8);
    tenant = centre.approvedOrganisation("enterprise");
  }

  @AfterEach
  void takeThemAway() {
    access.runAsSystem(
        () -> {
          jdbc.sql("DELETE FROM queues.reservation").update();
          jdbc.sql("DELETE FROM queues.maintenance").update();
        });
    spare.close();
  }

  private Instant at(int hour) {
    return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(10 * 24L + hour, ChronoUnit.HOURS);
  }

  private String wanted(int from, int to, int nodes, int cards) {
    return """
        {'organisation': '%s', 'from': '%s', 'to': '%s', 'nodes': %d, 'cardModel': 'ascend910b',
         'cards': %d, 'reason': 'an exam'}
        """
        .formatted(tenant.orgId(), at(from), at(to), nodes, cards);
  }

  private Answer reserve(int from, int to, int nodes, int cards) {
    return centre.operator().post("/v1/reservations", wanted(from, to, nodes, cards));
  }

  private Answer announce(int from, int to, String... nodes) {
    return centre
        .operator()
        .post(
            "/v1/maintenance",
            "{'nodes': ['%s'], 'from': '%s', 'to': '%s', 'reason': 'new fans'}"
                .formatted(String.join("', '", nodes), at(from), at(to)));
  }

  private List<String> reserved(String query) {
    return centre
        .operator()
        .get("/v1/reservations" + query)
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .map(it -> it.path("id").asString())
        .toList();
  }

  @Test
  void keepsRoomUntilItIsTakenBack() {
    long before = access.system(revision::current);
    Answer made =
        centre
            .operator()
            .post(
                "/v1/reservations",
                """
                {'organisation': '%s', 'project': '%s', 'from': '%s', 'to': '%s', 'nodes': 1,
                 'cardModel': 'ascend910b', 'cards': 4, 'reason': ' an exam '}
                """
                    .formatted(tenant.orgId(), tenant.projectId(), at(8), at(10)))
            .expect(201);
    assertThat(made.at("reason")).isEqualTo("an exam");
    assertThat(made.at("projectName")).isEqualTo("default");
    assertThat(made.at("organisationName")).contains(tenant.email());
    assertThat(made.at("madeBy")).isNotEmpty();
    assertThat(made.body().has("onNodes")).isFalse();
    assertThat(made.body().has("missingNodes")).isFalse();
    JsonNode listed = centre.operator().get("/v1/reservations").expect(200).body().at("/items/0");
    assertThat(((ObjectNode) listed).without(List.of("onNodes", "missingNodes")))
        .isEqualTo(made.body());
    Reservations.Booking booking = access.system(() -> reservations.bookings(at(0))).getFirst();
    assertThat(booking.project()).isEqualTo(tenant.projectId().value());
    assertThat(booking.from()).isEqualTo(at(8));
    assertThat(booking.cards()).isEqualTo(4);
    assertThat(access.system(revision::current)).isGreaterThan(before);

    centre.operator().delete("/v1/reservations/" + made.at("id")).expect(204);
    centre.operator().delete("/v1/reservations/" + made.at("id")).expect(404);
    assertThat(reserved("")).isEmpty();
    assertThat(tenant.owner().get("/v1/audit").text())
        .contains("reservation.made", "reservation.removed");
  }

  @Test
  void saysWhichNodesItHasAndHowManyAreMissing() {
    reserve(8, 10, 2, 8).expect(201);
    JsonNode whole = dispatched(0);
    assertThat(whole.path("onNodes").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(spare.names());
    access.runAsSystem(
        () ->
            jdbc.sql("DELETE FROM fleet.node WHERE name = ?").param(spare.names().get(0)).update());
    nodes.refresh();
    assertThat(dispatched(1).path("onNodes").valueStream().map(JsonNode::asString))
        .containsExactly(spare.names().get(1));
  }

  /** The one reservation, once the dispatcher finds that so many of its nodes are missing. */
  private JsonNode dispatched(int missing) {
    return Await.value(
        () -> "not with %d missing: %s".formatted(missing, first()),
        () -> Optional.of(first()).filter(it -> it.path("missingNodes").asInt(-1) == missing));
  }

  private JsonNode first() {
    return centre.operator().get("/v1/reservations").expect(200).body().at("/items/0");
  }

  @Test
  void takesAFlavoursShape() {
    Answer made =
        centre
            .operator()
            .post(
                "/v1/reservations",
                """
                {'organisation': '%s', 'from': '%s', 'to': '%s', 'nodes': 1,
                 'flavour': 'cpu.nano', 'reason': 'a course'}
                """
                    .formatted(tenant.orgId(), at(8), at(10)))
            .expect(201);
    assertThat(made.at("milliCores")).isEqualTo("100");
    assertThat(made.at("memoryMiB")).isEqualTo("256");
    assertThat(made.at("cards")).isEqualTo("0");
  }

  @Test
  void refusesReservationsThatTogetherExceedTheCentre() {
    reserve(8, 12, 1, 8).expect(201);
    reserve(10, 14, 1, 6).expect(201);
    Answer refused = reserve(11, 13, 2, 2).expect(422);
    assertThat(refused.at("type")).endsWith("no-room");
    assertThat(refused.at("field")).isEqualTo("nodes");
    assertThat(refused.at("detail"))
        .contains(
            at(11).toString(),
            "room for 1 of the 2 nodes with 2 cards",
            "16 such cards",
            "have 14");
    assertThat(refused.at("hint")).contains("at most 1");
    reserve(11, 13, 1, 2).expect(201);
    reserve(12, 14, 1, 8).expect(201);
    // one that begins before the crowd comes into it all the same
    reserve(6, 13, 1, 8).expect(422);
    reserve(6, 8, 2, 8).expect(201);
  }

  @Test
  void findsThatCardsOnSeveralNodesAreNotOnOne() {
    reserve(8, 10, 2, 5).expect(201);
    Answer refused = reserve(8, 10, 1, 4).expect(422);
    assertThat(refused.at("detail")).contains("room for 0 of the 1 nodes with 4 cards", "have 10");
    reserve(8, 10, 2, 3).expect(201);
  }

  @Test
  void keepsNothingOnNodesThatAreWorkedOn() {
    announce(8, 12, spare.names().get(0)).expect(201);
    reserve(6, 9, 2, 8).expect(422);
    reserve(6, 8, 2, 8).expect(201);
    reserve(8, 9, 1, 8).expect(201);
    Answer refused = announce(7, 9, spare.names().get(1)).expect(422);
    assertThat(refused.at("type")).endsWith("reserved");
    assertThat(refused.at("detail")).contains("needs 2 nodes with 8 cards", "1 are left");
    announce(9, 12, spare.names().get(1)).expect(201);
  }

  @Test
  void announcesMaintenanceThatTakesNothingFromAReservationThatIsShortAnyway() {
    reserve(8, 10, 2, 8).expect(201);
    access.runAsSystem(
        () ->
            jdbc.sql("DELETE FROM fleet.node WHERE name = ?").param(spare.names().get(1)).update());
    nodes.refresh();
    announce(8, 9, nodes.all().getFirst().name()).expect(201);
    announce(8, 9, spare.names().get(0)).expect(422);
  }

  @Test
  void announcesMaintenanceAndTakesItBack() {
    Answer made = announce(8, 12, spare.names().get(1), spare.names().get(0)).expect(201);
    assertThat(made.at("/nodes/0")).isEqualTo(spare.names().get(0));
    JsonNode list = centre.operator().get("/v1/maintenance").expect(200).body();
    assertThat(list.at("/items/0")).isEqualTo(made.body());
    assertThat(access.system(() -> reservations.windows(at(0))))
        .singleElement()
        .satisfies(it -> assertThat(it.nodes()).isEqualTo(spare.names()));
    centre.operator().delete("/v1/maintenance/" + made.at("id")).expect(204);
    centre.operator().delete("/v1/maintenance/" + made.at("id")).expect(404);
    centre.operator().delete("/v1/maintenance/nothing").expect(404);
    assertThat(centre.operator().get("/v1/audit").expect(200).text())
        .contains("maintenance.announced", "maintenance.removed");
  }

  @Test
  void listsByPageAndLeavesOutWhatHasEnded() {
    String late = reserve(12, 13, 1, 1).expect(201).at("id");
    String early = reserve(8, 9, 1, 1).expect(201).at("id");
    String past = reserve(10, 11, 1, 1).expect(201).at("id");
    access.runAsSystem(
        () ->
            jdbc.sql(
                    "UPDATE queues.reservation SET starts_at = '2020-01-01', ends_at = '2020-01-02'"
                        + " WHERE id = ?")
                .param(UUID.fromString(past))
                .update());
    assertThat(reserved("")).containsExactly(early, late);
    assertThat(reserved("?ended=true")).containsExactly(past, early, late);
    assertThat(reserved("?sort=madeAt")).containsExactly(late, early);
    Answer first = centre.operator().get("/v1/reservations?limit=1").expect(200);
    assertThat(first.at("/items/0/id")).isEqualTo(early);
    assertThat(reserved("?limit=1&cursor=" + first.at("next"))).containsExactly(late);
  }

  static Stream<Arguments> whatCannotBeReserved() {
    return Stream.of(
        Arguments.of("'nodes': 1", "'nodes': 0", 400, "nodes"),
        Arguments.of("'cards': 2", "'cards': 0", 400, "cards"),
        Arguments.of(", 'cards': 2", "", 400, "cards"),
        Arguments.of("'cardModel': 'ascend910b', 'cards': 2,", "", 400, "flavour"),
        Arguments.of("'cardModel': 'ascend910b'", "'cardModel': 'abacus'", 400, "cardModel"),
        Arguments.of("'nodes': 1", "'nodes': 1, 'flavour': 'cpu.nano'", 400, "flavour"),
        Arguments.of("'nodes': 1,", "", 400, "nodes"),
        Arguments.of("'an exam'", "' '", 400, "reason"),
        Arguments.of("'to': '2", "'to': '1", 400, "to"),
        Arguments.of("'to': '2", "'to': '9", 400, "to"),
        Arguments.of("'organisation': '", "'organisation': 'x", 404, "organisation"),
        Arguments.of("'nodes': 1", "'nodes': 1, 'colour': 'red'", 400, "colour"));
  }

  @ParameterizedTest
  @MethodSource("whatCannotBeReserved")
  void saysWhatIsWrongWithAReservation(String good, String bad, int status, String field) {
    String body = wanted(8, 9, 1, 2).replaceAll("\\s+", " ");
    assertThat(body).contains(good);
    Answer answer =
        centre.operator().post("/v1/reservations", body.replace(good, bad)).expect(status);
    assertThat(answer.at("field")).isEqualTo(field);
    assertThat(answer.at("hint")).isNotEmpty();
    assertThat(reserved("")).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAMaintenanceWindow() {
    assertThat(announce(8, 9, spare.names().get(0), "zz-spare-7").expect(400).at("field"))
        .isEqualTo("nodes[1]");
    assertThat(announce(9, 9, spare.names().get(0)).expect(400).at("field")).isEqualTo("to");
    assertThat(announce(-400, -399, spare.names().get(0)).expect(400).at("hint"))
        .contains("a time to come");
    assertThat(
            centre
                .operator()
                .post(
                    "/v1/maintenance",
                    "{'nodes': [], 'from': '%s', 'to': '%s', 'reason': 'x'}"
                        .formatted(at(8), at(9)))
                .expect(400)
                .at("field"))
        .isEqualTo("nodes");
  }

  @Test
  void refusesWhoDoesNotRunTheCentre() {
    tenant.owner().get("/v1/reservations").expect(403);
    tenant.owner().post("/v1/reservations", wanted(8, 9, 1, 1)).expect(403);
    tenant.owner().delete("/v1/reservations/" + UUID.randomUUID()).expect(403);
    tenant.owner().get("/v1/maintenance").expect(403);
    tenant.owner().delete("/v1/maintenance/" + UUID.randomUUID()).expect(403);
  }
}
