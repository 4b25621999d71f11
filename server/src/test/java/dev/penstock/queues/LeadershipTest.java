package dev.penstock.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Await;
import dev.penstock.TestDatabase;
import dev.penstock.shared.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of several servers decides, on a real PostgreSQL of its own. */
final class LeadershipTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir private static Path folder;

  private static TestDatabase database;
  private static TestDatabase.Client client;
  private static Access access;
  private static JdbcClient jdbc;

  private Leadership one;
  private Leadership other;

  @BeforeAll
  static void startsADatabase() {
    database = TestDatabase.start(folder);
    client = database.migrated();
    access = client.access();
    jdbc = client.jdbc();
  }

  @AfterAll
  static void stopsIt() {
    client.close();
    database.close();
  }

  @BeforeEach
  void nobodyLeads() {
    access.runAsSystem(() -> jdbc.sql("UPDATE queues.leader SET seen_at = 'epoch'").update());
    one = new Leadership(jdbc, /* alone= */ false);
    other = new Leadership(jdbc, /* alone= */ false);
  }

  private static OptionalLong lead(Leadership who) {
    return access.system(() -> who.lead(PATIENCE));
  }

  @Test
  void oneLeadsAndTheOtherDoesNot() {
    OptionalLong first = lead(one);
    assertThat(first).isPresent();
    assertThat(lead(other)).isEmpty();
    assertThat(lead(one)).isEqualTo(first);
  }

  @Test
  void theDutyIsTheLastLeadersUntilAnotherTakesOver() {
    lead(one);
    assertThat(access.system(one::isMine)).isTrue();
    assertThat(access.system(other::isMine)).isFalse();
    access.runAsSystem(one::release);
    assertThat(access.system(other::isMine)).isFalse();
    lead(other);
    assertThat(access.system(one::isMine)).isFalse();
    assertThat(access.system(other::isMine)).isTrue();
  }

  @Test
  void theDutyOfAServerThatIsAloneIsItsOwnBeforeItLeads() {
    assertThat(access.system(new Leadership(jdbc, /* alone= */ true)::isMine)).isTrue();
  }

  @Test
  void anotherTakesOverAtOnceWhenTheLeaseIsGivenUp() {
    long before = lead(one).getAsLong();
    access.runAsSystem(one::release);
    assertThat(lead(other)).hasValue(before + 1);
    assertThat(lead(one)).isEmpty();
  }

  @Test
  void anotherTakesOverWithinFourSecondsOfTheLastRenewal() {
    long before = lead(one).getAsLong();
    long begun = System.nanoTime();
    long after = Await.value(() -> "the other leads", () -> value(lead(other)));
    assertThat(after).isEqualTo(before + 1);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
  }

  private static java.util.Optional<Long> value(OptionalLong it) {
    return it.isPresent() ? java.util.Optional.of(it.getAsLong()) : java.util.Optional.empty();
  }

  @Test
  void whoFallsSilentInTheMiddleOfADecisionIsBrokenOffAndOvertaken() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> silent =
          thread.submit(
              () ->
                  access.runAsSystem(
                      () -> {
                        assertThat(one.lead(PATIENCE)).isPresent();
                        write();
                        inside.countDown();
                        awaitQuietly(wakes);
                        write();
                      }));
      inside.await();
      long after = Await.value(() -> "the other leads", () -> value(lead(other)));
      wakes.countDown();
      assertThatThrownBy(silent::get).isInstanceOf(ExecutionException.class);
      assertThat(rows()).isZero();
      assertThat(lead(other)).hasValue(after);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write() {
    jdbc.sql(
            """
            INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, node, cards,
              milli_cores, memory_mib)
            VALUES (gen_random_uuid(), 0, gen_random_uuid(), gen_random_uuid(), 'fenced', '{}', 1, 1)
            """)
        .update();
  }

  private static long rows() {
    return database
        .admin()
        .sql("SELECT count(*) FROM queues.allocation WHERE node = 'fenced'")
        .query(Long.class)
        .single();
  }

  @Test
  void placesOfAnOldGenerationAreRefusedByTheDatabase() {
    long old = overtaken();
    assertThatThrownBy(() -> inGeneration(old, LeadershipTest::write))
        .hasStackTraceContaining("generation %d decides no more".formatted(old));
    inGeneration(old + 1, LeadershipTest::write);
    database.admin().sql("DELETE FROM queues.allocation WHERE node = 'fenced'").update();
  }

  @Test
  void whatAnOldGenerationTakesOutOfTheQueueIsRefused() {
    long old = overtaken();
    for (String sql :
        new String[] {
          "DELETE FROM queues.entry",
          "UPDATE queues.entry SET priority = 1",
          "DELETE FROM queues.change"
        }) {
      assertThatThrownBy(() -> inGeneration(old, () -> jdbc.sql(sql).update()))
          .as(sql)
          .hasStackTraceContaining("decides no more");
      inGeneration(old + 1, () -> jdbc.sql(sql).update());
    }
  }

  @Test
  void anAttemptOfAnOldGenerationIsRefusedWhoeverWritesIt() {
    long old = overtaken();
    assertThatThrownBy(() -> access.runAsSystem(() -> attempt(old)))
        .hasStackTraceContaining("decides no more");
    assertThatThrownBy(() -> access.runAsSystem(() -> attempt(old + 1)))
        .hasStackTraceContaining("violates foreign key constraint");
  }

  private static void attempt(long generation) {
    jdbc.sql(
            """
            INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation,
              held_micro)
            VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'TO_START', 'none',
              '[]', ?, 0)
            """)
        .param(generation)
        .update();
  }

  /** One has led, and the other does; the generation of the one. */
  private long overtaken() {
    long old = lead(one).getAsLong();
    access.runAsSystem(one::release);
    assertThat(lead(other)).hasValue(old + 1);
    return old;
  }

  private static void inGeneration(long generation, Runnable work) {
    access.runAsSystem(
        () -> {
          jdbc.sql("SELECT set_config('penstock.generation', ?, true)")
              .param(String.valueOf(generation))
              .query(String.class)
              .single();
          work.run();
        });
  }

  @Test
  void aServerThatIsAloneTakesOverAtOnce() {
    long before = lead(one).getAsLong();
    assertThat(lead(new Leadership(jdbc, /* alone= */ true))).hasValue(before + 1);
  }
}
