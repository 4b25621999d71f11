package dev.penstock.engines.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Limits;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.conformance.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyAttemptsTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
  private static final ClusterPlan PLAN =
      new ClusterPlan(5_000, 8, "Ascend910B3", 64L << 30, 32, 256, 4, 192_000, 2L << 40);

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

  private SimulatedCluster cluster() {
    return new SimulatedCluster(PLAN, folder, now::get);
  }

  private SimulatedEngine engine(SimulatedCluster cluster) {
    return new SimulatedEngine(
        cluster,
        new SimulatedSettings(folder, "own", Duration.ofMinutes(10), Duration.ofMillis(5)));
  }

  private static StartOrder order(List<NodeInfo> nodes, int number, Map<String, String> variables) {
    NodeInfo node = nodes.get(number % nodes.size());
    return new StartOrder(
        UUID.randomUUID(),
        UUID.randomUUID(),
        new Account("p-test", "o-test"),
        "normal",
        List.of(new Rank(0, node.name(), node.address(), List.of())),
        new RuntimeRoot.Host(List.of()),
        List.of("true"),
        variables,
        List.of(),
        List.of(),
        new Limits(1000, 1L << 30, 64),
        null,
        Duration.ofSeconds(5),
        false);
  }

  @Test
  void carriesTenThousandAttemptsWithOneThreadAndEndsEachInItsTime() {
    List<NodeInfo> nodes = PLAN.generate();
    Set<UUID> ended = ConcurrentHashMap.newKeySet();
    Set<UUID> submitted = new HashSet<>();
    try (SimulatedCluster cluster = cluster();
        SimulatedEngine engine = engine(cluster)) {
      int threads = Thread.activeCount();
      engine.subscribe(
          seen -> {
            if (seen.phase() == Phase.ENDED) {
              ended.add(seen.attempt());
            }
          });
      for (int i = 0; i < 10_000; i++) {
        StartOrder order = order(nodes, i, Map.of(Course.SECONDS, Integer.toString(60 + i % 600)));
        engine.submit(order);
        submitted.add(order.attempt());
      }
      assertThat(cluster.running()).isEqualTo(10_000);
      assertThat(Thread.activeCount()).isEqualTo(threads);

      now.set(BEGIN.plusSeconds(1_000));

      Await.until("all ends", () -> ended.size() == 10_000);
      assertThat(ended).isEqualTo(submitted);
      assertThat(engine.list())
          .allSatisfy(
              end ->
                  assertThat(Duration.between(end.startedAt(), end.endedAt()))
                      .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(659)));
    }
  }

  @Test
  void endsAtTheSameTimesWhenItIsOpenedAgain() {
    List<NodeInfo> nodes = PLAN.generate();
    List<Observation> before;
    StartOrder usual = order(nodes, 7, Map.of());
    StartOrder fails = order(nodes, 8, Map.of(Course.SECONDS, "2.5", Course.EXIT, "3"));
    try (SimulatedCluster cluster = cluster();
        SimulatedEngine engine = engine(cluster)) {
      engine.submit(usual);
      engine.submit(fails);
      cluster.lose(nodes.getFirst().name());
      now.set(BEGIN.plusSeconds(3));
      before = engine.list();
    }
    try (SimulatedCluster cluster = cluster();
        SimulatedEngine engine = engine(cluster)) {
      assertThat(engine.list()).containsExactlyInAnyOrderElementsOf(before);
      assertThat(engine.nodes()).hasSize(PLAN.nodes() - 1);
      now.set(BEGIN.plus(Duration.ofHours(1)));
      assertThat(engine.observe(usual.attempt()).endedAt())
          .isEqualTo(BEGIN.plus(Duration.ofMinutes(10)));
      assertThat(engine.observe(fails.attempt()).endedAt()).isEqualTo(BEGIN.plusMillis(2_500));
      assertThat(engine.observe(fails.attempt()).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void hangsItsNodesOnSwitchesAndInSuperNodes() {
    List<NodeInfo> nodes = PLAN.generate();

    assertThat(nodes).hasSize(5_000);
    assertThat(nodes).extracting(NodeInfo::address).doesNotHaveDuplicates();
    assertThat(nodes.get(32).labels())
        .containsEntry(NodeInfo.SWITCH, "sw-0002")
        .containsEntry(NodeInfo.SUPER_NODE, "super-0001")
        .containsEntry(NodeInfo.RING_CARDS, "4");
    assertThat(nodes.getLast().cards()).hasSize(8);
  }

  @Test
  void saysWhichVariableItDoesNotUnderstand() {
    try (SimulatedCluster cluster = cluster();
        SimulatedEngine engine = engine(cluster)) {
      List<NodeInfo> nodes = PLAN.generate();
      assertThatThrownBy(() -> engine.submit(order(nodes, 0, Map.of(Course.SECONDS, "soon"))))
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
          .hasMessageContaining(Course.SECONDS)
          .hasMessageContaining("soon");
      assertThatThrownBy(() -> engine.submit(order(nodes, 0, Map.of(Course.EXIT, "256"))))
          .hasMessageContaining(Course.EXIT)
          .hasMessageContaining("256");
      assertThatThrownBy(() -> engine.submit(order(nodes, 0, Map.of(Course.ON_TERM, "waits"))))
          .hasMessageContaining(Course.ON_TERM)
          .hasMessageContaining("waits");
      assertThat(engine.list()).isEmpty();
    }
  }
}
