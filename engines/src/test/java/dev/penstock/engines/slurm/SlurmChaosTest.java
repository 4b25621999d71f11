package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Daemons that die while the engine works. */
@Tag("slow")
final class SlurmChaosTest {
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
  void a_lost_node_is_the_platforms_fault_and_is_listed_as_down() {
    UUID attempt = cluster.submit(Orders.shell("echo up; sleep 600").on(8, "npu8").order());
    cluster.says(attempt, "up");
    cluster.lab().tool("kill", "slurmd", "npu8");
    try {
      assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.LOST);
      assertThat(node("npu8").state()).isEqualTo(NodeInfo.State.DOWN);
      assertThat(node("npu8").detail()).isNotEmpty();
    } finally {
      cluster.lab().tool("start-daemon", "slurmd", "npu8");
      Await.until("npu8 again", () -> node("npu8").state() == NodeInfo.State.READY);
    }
  }

  @Test
  void a_node_that_is_drained_in_slurm_is_listed_with_slurms_reason() {
    cluster.lab().slurm("scontrol", "update", "nodename=npu6", "state=drain", "reason=fan is loud");
    try {
      assertThat(node("npu6").state()).isEqualTo(NodeInfo.State.DRAINED);
      assertThat(node("npu6").detail()).isEqualTo("fan is loud");
    } finally {
      cluster.lab().slurm("scontrol", "update", "nodename=npu6", "state=resume");
    }
    Await.until("npu6 again", () -> node("npu6").state() == NodeInfo.State.READY);
  }

  private NodeInfo node(String name) {
    return cluster.engine().nodes().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_job_that_the_controller_loses_by_a_crash_is_handed_over_again_and_runs_once() {
    UUID blocker = cluster.submit(Orders.shell("echo up; sleep 600").on(8, "npu7").order());
    cluster.says(blocker, "up");
    StartOrder order = Orders.shell("echo ran").on(8, "npu7").order();
    UUID attempt = cluster.submit(order);
    Await.until("it is in Slurm", () -> cluster.states(attempt).contains("PENDING"));
    cluster.lab().tool("kill", "slurmctld");
    cluster.lab().tool("start-daemon", "slurmctld");
    Await.until("it is in Slurm again", () -> cluster.statesOrNone(attempt).contains("PENDING"));
    cluster.engine().stop(blocker, Cause.CANCELLED, Duration.ZERO);
    assertThat(cluster.ended(attempt).cause()).isEqualTo(Cause.COMPLETED);
    assertThat(cluster.log(attempt)).isEqualTo("ran\n");
  }

  @Test
  void an_engine_that_sees_nothing_says_nothing() {
    UUID attempt = cluster.submit(Orders.shell("echo up; sleep 600").order());
    cluster.says(attempt, "up");
    cluster.lab().tool("kill", "slurmrestd");
    try {
      Await.until("the loss is noticed", () -> fails(() -> cluster.engine().observe(attempt)));
      assertThatThrownBy(() -> cluster.engine().observe(attempt))
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.PLATFORM));
      assertThatThrownBy(() -> cluster.engine().list()).isInstanceOf(EngineException.class);
      assertThatThrownBy(() -> cluster.engine().submit(Orders.shell("true").order()))
          .isInstanceOf(EngineException.class);
    } finally {
      cluster.lab().tool("start-daemon", "slurmrestd");
      Await.until("it is seen again", () -> !fails(() -> cluster.engine().observe(attempt)));
    }
    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.RUNNING);
  }

  private static boolean fails(Runnable look) {
    try {
      look.run();
      return false;
    } catch (EngineException e) {
      return true;
    }
  }

  @Test
  void a_restarted_engine_adopts_what_runs_and_what_has_ended() {
    UUID runs = cluster.submit(Orders.shell("echo up; sleep 600").order());
    UUID ends = cluster.submit(Orders.shell("exit 5").order());
    cluster.says(runs, "up");
    Observation end = cluster.ended(ends);
    Await.until("it runs", () -> cluster.engine().observe(runs).phase() == Phase.RUNNING);
    Observation before = cluster.engine().observe(runs);
    SlurmEngine next = cluster.reopened();
    assertThat(next.list()).extracting(Observation::attempt).containsExactlyInAnyOrder(runs, ends);
    assertThat(next.observe(ends)).isEqualTo(end);
    Await.until("it is seen", () -> next.observe(runs).equals(before));
    next.stop(runs, Cause.DRAIN, Duration.ofSeconds(20));
    assertThat(cluster.ended(runs).cause()).isEqualTo(Cause.DRAIN);
  }

  @Test
  void the_jobs_of_another_installation_are_not_touched() {
    try (Cluster other = Cluster.open(UnaryOperator.identity())) {
      UUID theirs = other.submit(Orders.shell("echo up; sleep 600").order());
      other.says(theirs, "up");
      cluster.run(Orders.shell("true").order());
      assertThat(cluster.engine().observe(theirs).phase()).isEqualTo(Phase.UNKNOWN);
      cluster.engine().stop(theirs, Cause.CANCELLED, Duration.ZERO);
      assertThat(cluster.engine().list()).hasSize(1);
      assertThat(other.states(theirs)).isEqualTo(List.of("RUNNING"));
    }
  }
}
