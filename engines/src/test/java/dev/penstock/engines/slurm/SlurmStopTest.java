package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How attempts come to an end that they have not chosen. */
@Tag("slow")
final class SlurmStopTest {
  private Cluster cluster;

  @BeforeEach
  void open() {
    cluster = Cluster.open(UnaryOperator.identity());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void a_stop_sends_sigterm_to_each_process_and_its_cause_is_kept() {
    UUID attempt =
        cluster.submit(
            Orders.shell(
                    "(trap 'echo child; exit' TERM; while :; do sleep 0.1; done) & trap 'wait; echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done")
                .order());
    cluster.says(attempt, "up");
    cluster.engine().stop(attempt, Cause.FUNDS, Duration.ofSeconds(60));
    cluster.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    Observation end = cluster.ended(attempt);
    assertThat(end.cause()).isEqualTo(Cause.FUNDS);
    assertThat(end.exitCode()).isEqualTo(7);
    assertThat(cluster.log(attempt)).contains("child", "bye");
  }

  @Test
  void a_stop_reaches_every_rank_of_a_gang() {
    UUID attempt =
        cluster.submit(
            Orders.shell(
                    "trap 'echo bye $RANK; exit 0' TERM; echo up $RANK; while :; do sleep 0.1; done")
                .on(2, "npu1", "npu2")
                .order());
    cluster.says(attempt, "up 0");
    cluster.says(attempt, "up 1");
    cluster.engine().stop(attempt, Cause.PREEMPTED, Duration.ofSeconds(60));
    assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.PREEMPTED);
    assertThat(cluster.log(attempt)).contains("bye 0", "bye 1");
  }

  @Test
  void a_program_that_ignores_sigterm_is_killed_after_the_grace() {
    UUID attempt =
        cluster.submit(Orders.shell("trap '' TERM; echo up; while :; do sleep 0.1; done").order());
    cluster.says(attempt, "up");
    cluster.engine().stop(attempt, Cause.CANCELLED, Duration.ofSeconds(1));
    Observation end = cluster.ended(attempt);
    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(end.exitCode()).isEqualTo(137);
  }

  @Test
  void a_job_that_is_stopped_before_it_started_never_starts() {
    UUID first = cluster.submit(Orders.shell("echo up; sleep 60").on(8, "npu6").order());
    cluster.says(first, "up");
    UUID second = cluster.submit(Orders.shell("echo ran").on(8, "npu6").order());
    Await.until("it waits", () -> cluster.states(second).equals(List.of("PENDING")));
    cluster.engine().stop(second, Cause.CANCELLED, Duration.ofSeconds(30));
    Observation end = cluster.ended(second);
    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(end.startedAt()).isNull();
    Await.until("Slurm forgets it", () -> cluster.states(second).equals(List.of("CANCELLED")));
    assertThat(cluster.log(second)).isEmpty();
  }

  @Test
  void a_job_ends_when_its_wall_time_is_over() {
    UUID attempt =
        cluster.submit(
            Orders.shell("trap 'echo bye; exit 0' TERM; while :; do sleep 0.1; done")
                .wallTime(Duration.ofSeconds(2))
                .order());
    Observation end = cluster.ended(attempt);
    assertThat(end.cause()).isEqualTo(Cause.WALL_TIME);
    assertThat(Duration.between(end.startedAt(), end.endedAt()))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    assertThat(cluster.log(attempt)).endsWith("bye\n");
  }

  @Test
  void a_log_that_grows_too_large_ends_the_job() {
    StartOrder order = Orders.command("yes").order();
    assertThat(cluster.run(order).cause()).isEqualTo(Cause.LOG_LIMIT);
  }

  @Test
  void a_number_that_slurm_has_given_to_another_job_is_left_alone() {
    SlurmSettings settings = cluster.settings();
    UUID attempt = cluster.submit(Orders.shell("echo up; sleep 600").order());
    cluster.says(attempt, "up");
    long job = Objects.requireNonNull(cluster.engine().attempts().get(attempt)).job();
    var rest = (SlurmSettings.Connection.Rest) settings.connection();
    for (SlurmControl control :
        List.of(
            new RestControl(rest, settings.mark(), InstantSource.system()),
            new CommandControl(settings.slurmConf(), settings.mark()))) {
      control.signal(job, settings.mark() + UUID.randomUUID(), "KILL");
      assertThat(cluster.states(attempt)).isEqualTo(List.of("RUNNING"));
    }
    new CommandControl(settings.slurmConf(), settings.mark())
        .signal(job, settings.mark() + attempt, "KILL");
    assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.LOST);
  }
}
