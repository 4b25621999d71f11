package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers with the same cluster: two engines on one folder. */
@Tag("slow")
final class SlurmServersTest {
  private Cluster cluster;
  private SlurmEngine other;

  @BeforeEach
  void opensBoth() {
    cluster = Cluster.open(UnaryOperator.identity());
    other = new SlurmEngine(cluster.settings(), InstantSource.system());
  }

  @AfterEach
  void closesBoth() {
    other.close();
    cluster.close();
  }

  @Test
  void what_one_has_accepted_the_other_lists_and_leaves_running() {
    UUID attempt = cluster.submit(Orders.shell("echo up; sleep 4; echo done").order());
    cluster.says(attempt, "up");
    assertThat(other.list()).extracting(Observation::attempt).containsExactly(attempt);
    Await.until("it is seen to run", () -> other.observe(attempt).phase() == Phase.RUNNING);
    Observation end = cluster.ended(attempt);
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    Await.until("the other sees the end", () -> other.observe(attempt).equals(end));
    assertThat(cluster.jobsOf(attempt)).isEqualTo(1);
  }

  @Test
  void an_order_that_both_are_told_runs_once() {
    StartOrder order = Orders.shell("echo ran").order();
    cluster.submit(order);
    other.submit(order);
    assertThat(cluster.ended(order.attempt()).cause()).isEqualTo(Cause.COMPLETED);
    assertThat(cluster.log(order.attempt())).isEqualTo("ran\n");
    assertThat(cluster.jobsOf(order.attempt())).isEqualTo(1);
  }

  @Test
  void either_stops_what_the_other_has_accepted() {
    UUID attempt = cluster.submit(Orders.shell("echo up; sleep 600").order());
    cluster.says(attempt, "up");
    other.stop(attempt, Cause.CANCELLED, Duration.ZERO);
    assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.CANCELLED);
  }

  @Test
  void what_one_forgets_is_unknown_to_the_other() {
    UUID attempt = cluster.submit(Orders.shell("true").order());
    Observation end = cluster.ended(attempt);
    Await.until("the other sees the end", () -> other.observe(attempt).equals(end));
    other.forget(attempt);
    cluster.engine().forget(attempt);
    assertThat(cluster.engine().list()).isEmpty();
    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.UNKNOWN);
  }

  @Test
  void what_another_is_handing_to_slurm_is_not_handed_over_twice() throws Exception {
    StartOrder order = Orders.shell("echo ran").order();
    Places places = Places.prepare(cluster.settings());
    AttemptFolder folder = places.attempt(order.attempt());
    assertThat(places.accept(order.attempt(), OrderFile.bytes(order))).isTrue();
    Sole.run(
        folder.handing(),
        () -> {
          Await.until("both know", () -> cluster.engine().list().size() + other.list().size() == 2);
          assertThat(cluster.jobsOf(order.attempt())).isZero();
        });
    assertThat(cluster.ended(order.attempt()).cause()).isEqualTo(Cause.COMPLETED);
    assertThat(cluster.jobsOf(order.attempt())).isEqualTo(1);
    assertThat(cluster.log(order.attempt())).isEqualTo("ran\n");
  }
}
