package dev.penstock.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstFitTest {
  private static final String MODEL = "ascend910b";
  private final FirstFit dispatcher = new FirstFit();

  @Test
  void startsWhatFitsOnTheFirstNodeWithRoom() {
    Workload job = cpu(1, 2000, 0);
    Decisions decisions =
        dispatcher.decide(List.of(cpuNode("a", 1000), cpuNode("b", 4000)), List.of(job));
    assertThat(decisions.placements())
        .containsExactly(new Placement(job.id(), List.of(new Placement.Slot("b", List.of()))));
  }

  @Test
  void placesAGangWholeOrNotAtAll() {
    Workload gang = cards(3, 8, 0, 1);
    Decisions decisions =
        dispatcher.decide(List.of(cardNode("a", 8), cardNode("b", 8)), List.of(gang));
    assertThat(decisions.placements()).isEmpty();
    assertThat(decisions.waits()).containsExactly(new Wait.NoRoom(gang.id(), 2, 3, 2));
  }

  @Test
  void letsAHigherPriorityGoFirst() {
    Workload low = cpu(1, 1000, 0);
    Workload high = new Workload(UUID.randomUUID(), 1, low.demand(), 1, 2);
    Decisions decisions = dispatcher.decide(List.of(cpuNode("a", 1000)), List.of(low, high));
    assertThat(decisions.placements()).extracting(Placement::workload).containsExactly(high.id());
    assertThat(decisions.waits()).extracting(Wait::workload).containsExactly(low.id());
  }

  @Test
  void neverLetsASmallJobStarveALargeOne() {
    Workload large = cpu(1, 4000, 1);
    Workload small = cpu(1, 100, 2);
    Node busy = new Node("a", true, null, 0, 4000, 1 << 20, List.of(), 3000, 1 << 20);
    Decisions decisions = dispatcher.decide(List.of(busy), List.of(small, large));
    assertThat(decisions.placements()).isEmpty();
    assertThat(decisions.waits())
        .containsExactly(
            new Wait.NoRoom(large.id(), 0, 1, 1), new Wait.Behind(small.id(), large.id()));
  }

  @Test
  void doesNotHoldCpuWorkBackForACardThatIsMissing() {
    Workload wantsCards = cards(1, 8, 0, 1);
    Workload cpuOnly = cpu(1, 1000, 2);
    Decisions decisions =
        dispatcher.decide(List.of(cpuNode("a", 1000)), List.of(wantsCards, cpuOnly));
    assertThat(decisions.placements())
        .extracting(Placement::workload)
        .containsExactly(cpuOnly.id());
  }

  @Test
  void placesNothingOnADrainedNode() {
    Node drained = new Node("a", false, null, 0, 4000, 4096, List.of(), 4000, 4096);
    Decisions decisions = dispatcher.decide(List.of(drained), List.of(cpu(1, 1000, 1)));
    assertThat(decisions.placements()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverGivesMoreThanThereIsAndForgetsNobody(long seed) {
    Random random = new Random(seed);
    List<Node> nodes =
        IntStream.range(0, 20)
            .mapToObj(i -> random.nextBoolean() ? cardNode("n" + i, 8) : cpuNode("n" + i, 16_000))
            .toList();
    List<Workload> queue = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int width = 1 + random.nextInt(4);
      queue.add(
          random.nextBoolean()
              ? cards(width, 1 + random.nextInt(8), random.nextInt(3), i)
              : cpu(width, 1 + random.nextInt(8000), i));
    }
    Decisions decisions = dispatcher.decide(nodes, queue);
    List<Workload> shuffled = new ArrayList<>(queue);
    Collections.shuffle(shuffled, random);
    assertThat(dispatcher.decide(nodes, shuffled)).isEqualTo(decisions);
    assertThat(decisions.placements().size() + decisions.waits().size()).isEqualTo(queue.size());
    assertSound(nodes, queue, decisions);
  }

  private static void assertSound(List<Node> nodes, List<Workload> queue, Decisions decisions) {
    Map<UUID, Workload> byId = new HashMap<>();
    queue.forEach(workload -> byId.put(workload.id(), workload));
    Map<String, Long> cores = new HashMap<>();
    Set<String> takenCards = new HashSet<>();
    for (Placement placement : decisions.placements()) {
      Workload workload = byId.get(placement.workload());
      assertThat(workload).isNotNull();
      assertThat(placement.slots()).hasSize(workload.nodes());
      assertThat(placement.slots().stream().map(Placement.Slot::node).distinct().count())
          .isEqualTo(workload.nodes());
      for (Placement.Slot slot : placement.slots()) {
        cores.merge(slot.node(), workload.demand().milliCores(), Long::sum);
        assertThat(slot.cards()).hasSize(workload.demand().cards());
        slot.cards().forEach(card -> assertThat(takenCards.add(slot.node() + "/" + card)).isTrue());
      }
    }
    nodes.forEach(
        node ->
            assertThat(cores.getOrDefault(node.name(), 0L)).isLessThanOrEqualTo(node.milliCores()));
  }

  private static Workload cpu(int nodes, long milliCores, long order) {
    return new Workload(UUID.randomUUID(), nodes, new Demand(null, 0, milliCores, 1), 0, order);
  }

  private static Workload cards(int nodes, int cards, int priority, long order) {
    return new Workload(
        UUID.randomUUID(), nodes, new Demand(MODEL, cards, 100, 1), priority, order);
  }

  private static Node cpuNode(String name, long milliCores) {
    return new Node(name, true, null, 0, milliCores, 1 << 20, List.of(), milliCores, 1 << 20);
  }

  private static Node cardNode(String name, int cards) {
    return new Node(
        name,
        true,
        MODEL,
        cards,
        64_000,
        1 << 20,
        IntStream.range(0, cards).boxed().toList(),
        64_000,
        1 << 20);
  }
}
