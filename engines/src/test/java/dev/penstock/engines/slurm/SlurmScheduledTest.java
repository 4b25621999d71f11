package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where Slurm's own scheduler chooses the nodes, whichever the order names. */
@Tag("slow")
final class SlurmScheduledTest {
  private static final String WAITS = "echo began; sleep 60";

  private Cluster cluster;

  @BeforeEach
  void open() {
    cluster = Cluster.open(SlurmScheduledTest::scheduled);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static SlurmSettings scheduled(SlurmSettings usual) {
    return new SlurmSettings(
        usual.name(),
        usual.installation(),
        usual.connection(),
        usual.partition(),
        usual.sharedFolder(),
        usual.slurmConf(),
        usual.users(),
        usual.accounts(),
        false,
        usual.exclusive(),
        usual.qos(),
        usual.ringCards(),
        usual.images(),
        SlurmSettings.Sandbox.NONE,
        usual.logLimitBytes(),
        usual.poll(),
        usual.patience());
  }

  @Test
  void two_jobs_that_name_the_same_full_node_run_at_once_on_two() {
    UUID first = cluster.submit(Orders.shell(WAITS).on(8, "npu1").order());
    UUID second = cluster.submit(Orders.shell(WAITS).on(8, "npu1").order());
    cluster.says(first, "began");
    cluster.says(second, "began");
    assertThat(node(first)).startsWith("npu").isNotEqualTo(node(second));
    cluster.engine().stop(first, Cause.CANCELLED, Duration.ZERO);
    cluster.engine().stop(second, Cause.CANCELLED, Duration.ZERO);
    assertThat(List.of(cluster.ended(first).cause(), cluster.ended(second).cause()))
        .containsOnly(Cause.CANCELLED);
  }

  @Test
  void a_job_is_told_with_the_times_of_the_accounting() {
    StartOrder order = Orders.shell("sleep 1").order();
    Observation end = cluster.run(order);
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertAccounted(end, 1, 0);
  }

  @Test
  void a_gang_gets_two_nodes_its_ranks_and_the_table_of_the_cards_that_it_really_has()
      throws IOException {
    UUID full = cluster.submit(Orders.shell(WAITS).on(8, "npu1").order());
    cluster.says(full, "began");
    StartOrder order =
        Orders.shell("echo rank $RANK of $WORLD_SIZE with $ASCEND_RT_VISIBLE_DEVICES")
            .on(8, "npu1", "npu2")
            .order();
    Observation end = cluster.run(order);
    String log = cluster.log(order.attempt());
    assertThat(end.cause()).as(log).isEqualTo(Cause.COMPLETED);
    SlurmRecord record = assertAccounted(end, 2, 16);
    assertThat(record.nodes()).doesNotContain(node(full));
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "rank 0 of 2 with 0,1,2,3,4,5,6,7", "rank 1 of 2 with 0,1,2,3,4,5,6,7");
    assertThat(
            Files.readString(
                cluster.engine().folder(order.attempt()).resolve(".penstock/hccl.json")))
        .contains("\"server_count\":\"2\"", "\"rank_id\":\"15\"");
  }

  /** The node on which Slurm runs it. */
  private String node(UUID attempt) {
    return cluster
        .lab()
        .slurm("squeue", "-h", "-o", "%j %N")
        .lines()
        .filter(line -> line.startsWith(cluster.settings().mark() + attempt + " "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  private SlurmRecord assertAccounted(Observation end, int nodes, int cards) {
    SlurmRecord record = record(end.attempt());
    assertThat(record.startedAt()).isEqualTo(end.startedAt());
    assertThat(record.endedAt()).isEqualTo(end.endedAt());
    assertThat(record.nodes()).hasSize(nodes);
    assertThat(record.cards()).isEqualTo(cards);
    return record;
  }

  private SlurmRecord record(UUID attempt) {
    Await.until("the accounting has the end of " + attempt, () -> find(attempt).isPresent());
    return find(attempt).orElseThrow();
  }

  private Optional<SlurmRecord> find(UUID attempt) {
    Instant now = Instant.now();
    return cluster
        .engine()
        .accounting(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)))
        .stream()
        .filter(it -> it.attempt().equals(attempt) && it.endedAt() != null)
        .findFirst();
  }
}
