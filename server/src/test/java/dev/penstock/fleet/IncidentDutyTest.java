package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.TestDatabase;
import dev.penstock.fleet.IncidentJudge.Sighting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Which of two servers on one database judges what both see, and what only one sees. */
final class IncidentDutyTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final IncidentJudge.Rules RULES =
      new IncidentJudge.Rules(
          Duration.ofSeconds(1), 3, Duration.ofHours(1), Duration.ofMinutes(10));
  private static final FaultSubject CARD = FaultSubject.card("shared", "node-1", 3);
  private static final FaultSubject NEAR = FaultSubject.card("near", "node-2", 0);

  @TempDir private static Path folder;

  private static TestDatabase database;
  private static TestDatabase.Client client;

  private boolean oneLeads = true;
  private final Incidents one = server(() -> oneLeads);
  private final Incidents other = server(() -> !oneLeads);

  @BeforeAll
  static void startsADatabase() {
    database = TestDatabase.start(folder);
    client = database.migrated();
  }

  @AfterAll
  static void stopsIt() {
    client.close();
    database.close();
  }

  @BeforeEach
  void nothingHasHappened() {
    database.admin().sql("DELETE FROM fleet.incident_event").update();
    database.admin().sql("DELETE FROM fleet.incident").update();
    database.admin().sql("DELETE FROM fleet.look").update();
  }

  private static Incidents server(Duty duty) {
    return new Incidents(
        client.access(),
        new IncidentTable(client.jdbc()),
        new LookTable(client.jdbc(), JsonMapper.builder().build()),
        duty,
        RULES,
        Set.of(Severity.MAJOR, Severity.CRITICAL),
        it -> true,
        event -> {},
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private static void looks(Incidents server, FaultSubject subject, Sighting seen, int second) {
    client
        .access()
        .runAsSystem(
            () ->
                server.observe(
                    Set.of(subject.engine()), Map.of(subject, seen), NOON.plusSeconds(second)));
  }

  private static Sighting fault() {
    return Sighting.fault(Severity.MAJOR, "RestartNPU");
  }

  private static List<String> open() {
    return database
        .admin()
        .sql("SELECT engine || ' ' || state FROM fleet.incident WHERE ended_at IS NULL")
        .query(String.class)
        .list();
  }

  @Test
  void whoDoesNotDecideOpensNoIncidentAndTheOneThatTakesOverDoes() {
    looks(other, CARD, fault(), 0);
    assertThat(open()).isEmpty();

    oneLeads = false;
    looks(other, CARD, fault(), 15);

    assertThat(open()).containsExactly("shared FAULTY");
  }

  @Test
  void whoDoesNotDecideEndsNoIncidentThoughItSeesNoFault() {
    looks(one, CARD, fault(), 0);
    looks(other, CARD, Sighting.ofWell(), 5);
    looks(other, CARD, Sighting.ofWell(), 10);
    assertThat(open()).containsExactly("shared FAULTY");

    looks(one, CARD, fault(), 15);
    assertThat(open()).as("its own look counts").containsExactly("shared FAULTY");
    assertThat(one.open()).singleElement().matches(it -> it.state() == IncidentState.FAULTY);
  }

  @Test
  void whatOnlyAnotherServerSeesIsJudgedByTheOneThatDecides() {
    looks(other, NEAR, fault(), 0);
    looks(one, CARD, Sighting.ofWell(), 5);
    assertThat(open()).containsExactly("near FAULTY");

    looks(other, NEAR, Sighting.ofWell(), 15);
    looks(one, CARD, Sighting.ofWell(), 20);
    assertThat(open()).containsExactly("near WATCHED");
  }

  @Test
  void whatAnotherServerSawIsJudgedOnce() {
    looks(other, NEAR, fault(), 0);
    looks(one, CARD, Sighting.ofWell(), 5);
    looks(other, NEAR, Sighting.ofWell(), 15);
    looks(one, CARD, Sighting.ofWell(), 20);
    looks(one, CARD, Sighting.ofWell(), 40);
    assertThat(open()).as("nobody has seen it well since").containsExactly("near WATCHED");

    looks(other, NEAR, Sighting.ofWell(), 50);
    looks(one, CARD, Sighting.ofWell(), 55);
    assertThat(open()).isEmpty();
  }

  @Test
  void anIncidentWhoseFaultIsStillThereIsNotClearedAtAnyServer() {
    looks(one, CARD, fault(), 0);
    var incident = one.open().getFirst().incident();
    for (Incidents server : List.of(one, other)) {
      assertThatThrownBy(() -> server.clear(incident, "an operator", "seen to"))
          .hasMessageContaining("still there");
    }
    looks(one, FaultSubject.engine("shared"), Sighting.ofWell(), 15);
    other.clear(incident, "an operator", "the node is gone for good");
    assertThat(open()).isEmpty();
  }
}
