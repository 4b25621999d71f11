package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gangs on a cluster that offers Volcano. */
final class VolcanoEngineTest {
  @TempDir private Path shared;
  private MockCluster cluster;

  @BeforeEach
  void open() {
    cluster = new MockCluster(shared, Form.AUTO).withNodes(4);
    cluster.offer("batch.volcano.sh");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void takesVolcanoWhereTheClusterHasIt() {
    UUID attempt = cluster.submit(Orders.of(2, 0, "").bare().fresh());

    assertThat(cluster.volcanoJob(attempt)).isNotNull();
    assertThat(cluster.job(attempt)).isNull();
    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.ACCEPTED);
  }

  @Test
  void runsFromTheLastRanksStartToTheLastRanksEnd() {
    UUID attempt = cluster.submit(Orders.of(2, 0, "").bare().fresh());

    cluster.running(attempt, 0, MockCluster.START);
    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.ACCEPTED);
    cluster.running(attempt, 1, MockCluster.START.plusSeconds(20));
    assertThat(cluster.becomes(attempt, Phase.RUNNING).startedAt())
        .isEqualTo(MockCluster.START.plusSeconds(20));
    cluster.ended(
        attempt, 1, MockCluster.START.plusSeconds(20), MockCluster.START.plusSeconds(50), 0);
    assertThat(cluster.engine().observe(attempt).phase()).isEqualTo(Phase.RUNNING);
    cluster.ended(attempt, 0, MockCluster.START, MockCluster.START.plusSeconds(60), 0);

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end.endedAt()).isEqualTo(MockCluster.START.plusSeconds(60));
  }

  @Test
  void blamesTheRankThatFailedAndNotThoseThatWereEndedForIt() {
    UUID attempt = cluster.submit(Orders.of(2, 0, "").bare().fresh());
    cluster.running(attempt, 0, MockCluster.START);
    cluster.running(attempt, 1, MockCluster.START);
    cluster.becomes(attempt, Phase.RUNNING);

    cluster.ended(attempt, 1, MockCluster.START, MockCluster.START.plusSeconds(30), 7);
    cluster.deletePod(attempt, 0);

    Observation end = cluster.becomes(attempt, Phase.ENDED);
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(7);
  }

  @Test
  void removesTheJobOfAStoppedGang() {
    UUID attempt = cluster.submit(Orders.of(2, 0, "").bare().fresh());
    cluster.running(attempt, 0, MockCluster.START);
    cluster.running(attempt, 1, MockCluster.START);

    cluster.engine().stop(attempt, Cause.CANCELLED, MockCluster.grace());

    assertThat(cluster.becomes(attempt, Phase.ENDED).cause()).isEqualTo(Cause.CANCELLED);
    assertThat(cluster.volcanoJob(attempt)).isNull();
    assertThat(cluster.pods(attempt)).isEmpty();
  }
}
