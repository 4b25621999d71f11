package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.TestDatabase;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.TestEngines;
import dev.penstock.shared.Access;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the database believes against what engines have, each moved by hand. */
final class ReconcilerTest {
  private static final Instant NOW = HandEngine.BEGAN.plusSeconds(60);

  @TempDir private static Path folder;

  private static TestDatabase database;
  private static TestDatabase.Client client;

  private final HandEngine engine = new HandEngine("hand-" + UUID.randomUUID());
  private final HandEngine other = new HandEngine("other-" + UUID.randomUUID());
  private final List<Observation> told = new ArrayList<>();

  // the one that can't be asked comes first
  private final Reconciler reconciler = reconciler(TestEngines.of(other, engine));

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

  private Reconciler reconciler(Engines engines) {
    JdbcClient jdbc = client.jdbc();
    Access access = client.access();
    JdbcTemplate noBatches = new JdbcTemplate();
    return new Reconciler(
        access,
        new AttemptTable(jdbc, noBatches, JsonMapper.builder().build()),
        new Stops(access, jdbc, engines),
        engines,
        told::add,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static UUID attempt(HandEngine at, AttemptState state, JobState jobState) {
    UUID job = UUID.randomUUID();
    UUID id = UUID.randomUUID();
    JdbcClient admin = database.admin();
    admin
        .sql(
            """
            INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest,
              submitted_by, submitted_at)
            VALUES (?, gen_random_uuid(), gen_random_uuid(), 'x', 'training', ?, '{}', '{}', 0,
              gen_random_uuid(), now())
            """)
        .params(job, jobState.name())
        .update();
    admin
        .sql(
            """
            INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation,
              held_micro, started_at)
            SELECT ?, org_id, id, 1, ?, ?, '[]', 1, 0, ? FROM jobs.job WHERE id = ?
            """)
        .params(id, state.name(), at.name(), java.sql.Timestamp.from(HandEngine.BEGAN), job)
        .update();
    return id;
  }

  @Test
  void stopsWhatRunsThoughItsAttemptHasEnded() {
    UUID ended = attempt(engine, AttemptState.ENDED, JobState.CANCELLED);
    engine.runs(ended);
    reconciler.tick();
    assertThat(engine.stopped()).isEqualTo(Map.of(ended, Cause.CANCELLED));
    reconciler.tick();
    assertThat(engine.observe(ended).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(told).isEmpty();
  }

  @Test
  void stopsWhatRunsThoughTheDatabaseDoesNotKnowIt() {
    UUID unknown = UUID.randomUUID();
    engine.runs(unknown);
    reconciler.tick();
    assertThat(engine.stopped()).isEqualTo(Map.of(unknown, Cause.CANCELLED));
    reconciler.tick();
    assertThat(engine.list()).isEmpty();
  }

  @Test
  void leavesAloneWhatIsJustBeingStarted() {
    UUID starting = attempt(engine, AttemptState.TO_START, JobState.STARTING);
    engine.runs(starting);
    reconciler.tick();
    assertThat(engine.stopped()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void anEngineThatCantBeAskedKeepsNoOtherFromBeingCompared() {
    other.outOfReach();
    UUID ended = attempt(engine, AttemptState.RUNNING, JobState.RUNNING);
    engine.hasEnded(ended, Cause.COMPLETED);
    reconciler.tick();
    assertThat(told).extracting(Observation::attempt).containsExactly(ended);
  }

  @Test
  void whatAnEngineRunsThatCantBeAskedIsUnknownAndNeverLost() {
    attempt(other, AttemptState.RUNNING, JobState.RUNNING);
    other.outOfReach();
    reconciler.tick();
    reconciler.tick();
    reconciler.tick();
    assertThat(told).isEmpty();
  }

  @Test
  void whatAnEngineThatAnswersDoesNotKnowTwiceIsLost() {
    UUID gone = attempt(engine, AttemptState.RUNNING, JobState.RUNNING);
    reconciler.tick();
    assertThat(told).isEmpty();
    reconciler.tick();
    assertThat(told).extracting(Observation::attempt).containsExactly(gone);
    assertThat(told.getFirst().cause()).isEqualTo(Cause.LOST);
    assertThat(told.getFirst().endedAt()).isEqualTo(told.getFirst().startedAt());
  }

  @Test
  void tellsAgainOfAStopThatWasNeverTold() {
    UUID cancelled = attempt(engine, AttemptState.RUNNING, JobState.STOPPING);
    UUID preempted = attempt(engine, AttemptState.RUNNING, JobState.RUNNING);
    UUID wanted = attempt(engine, AttemptState.RUNNING, JobState.RUNNING);
    database
        .admin()
        .sql("UPDATE jobs.attempt SET stop_cause = 'PREEMPTED' WHERE id = ?")
        .param(preempted)
        .update();
    List.of(cancelled, preempted, wanted).forEach(engine::runs);
    reconciler.tick();
    assertThat(engine.stopped())
        .isEqualTo(Map.of(cancelled, Cause.CANCELLED, preempted, Cause.PREEMPTED));
  }
}
