package dev.penstock.dispatch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.dispatch.topology.RingCluster.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GangPlacerTest {
  private static final int[] ALLOWED = {1, 2, 4, 8, 16, 64};

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("best fit", (Function<RingCluster, GangPlacer>) BestFitGangs::new),
        Arguments.of(
            "fewest switches",
            (Function<RingCluster, GangPlacer>) it -> new FewestSwitches(it, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void holdsNoCardTwiceBreaksNoRingAndStartsWhateverFits(
      String name, Function<RingCluster, GangPlacer> policy) {
    SplittableRandom random = new SplittableRandom(17);
    RingCluster cluster = new RingCluster(40, 2, 4, 8);
    GangPlacer placer = policy.apply(cluster);
    List<List<Place>> running = new ArrayList<>();
    Map<Integer, Integer> held = new HashMap<>();
    for (int event = 0; event < 20_000; event++) {
      if (!running.isEmpty() && random.nextInt(5) < 2) {
        List<Place> ended = running.remove(random.nextInt(running.size()));
        cluster.giveBack(ended);
        ended.forEach(it -> held.merge(it.node(), -it.cards(), Integer::sum));
        continue;
      }
      int cards = ALLOWED[random.nextInt(ALLOWED.length)];
      boolean fits = fits(cluster, cards);
      List<Place> places = placer.place(cards);
      assertThat(places.isEmpty()).isEqualTo(!fits);
      for (Place it : places) {
        assertThat(held.getOrDefault(it.node(), 0) & it.cards()).isZero();
        held.merge(it.node(), it.cards(), Integer::sum);
        boolean inOneRing = (it.cards() & 0xF0) == 0 || (it.cards() & 0x0F) == 0;
        assertThat(cards <= 4 ? inOneRing : it.cards() == 0xFF).isTrue();
      }
      if (!places.isEmpty()) {
        assertThat(places.stream().mapToInt(it -> Integer.bitCount(it.cards())).sum())
            .isEqualTo(cards);
        running.add(places);
      }
    }
  }

  private static boolean fits(RingCluster cluster, int cards) {
    int whole = 0;
    boolean inRing = false;
    for (int node = 0; node < cluster.nodes(); node++) {
      whole += cluster.isWhole(node) ? 1 : 0;
      for (int ring = 0; ring < 2; ring++) {
        inRing |= Integer.bitCount(cluster.freeOf(node, ring)) >= cards;
      }
    }
    return cards <= 4 ? inRing : whole * 8 >= cards;
  }

  @ParameterizedTest
  @CsvSource({"3", "5", "6", "7", "9", "12", "0", "-1"})
  void refusesWhatTheRingsDoNotAllow(int cards) {
    GangPlacer placer = new FewestSwitches(new RingCluster(4, 2, 4, 2), 2);
    assertThatThrownBy(() -> placer.place(cards))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(cards + " cards");
  }

  @Test
  void oneCardComesFromARingWithOneFreeThenThreeThenTwo() {
    RingCluster cluster = new RingCluster(3, 2, 4, 4);
    // rings with 1, 3 and 2 free; the second ring of each node is taken
    cluster.take(List.of(new Place(0, 0xF7), new Place(1, 0xF8), new Place(2, 0xF3)));
    GangPlacer placer = new FewestSwitches(cluster, 1);
    assertThat(placer.place(1).getFirst().node()).isZero();
    assertThat(placer.place(1).getFirst().node()).isEqualTo(1);
  }

  @Test
  void aGangLiesUnderOneSwitchWhereOneHasRoomAndElseUnderAsFewAsCanBe() {
    RingCluster cluster = new RingCluster(12, 2, 4, 4);
    GangPlacer placer = new FewestSwitches(cluster, 4);
    cluster.take(List.of(new Place(0, 0xFF), new Place(1, 0xFF)));
    assertThat(switches(cluster, placer.place(16))).containsOnly(0);
    assertThat(switches(cluster, placer.place(32))).hasSize(4).containsOnly(1);
    cluster.take(List.of(new Place(8, 0xFF)));
    assertThat(placer.place(32)).isEmpty();
    assertThat(switches(cluster, placer.place(24))).containsOnly(2);
  }

  @Test
  void whatIsSmallLeavesSwitchesWholeForGangs() {
    RingCluster cluster = new RingCluster(8, 2, 4, 4);
    GangPlacer placer = new FewestSwitches(cluster, 4);
    cluster.take(List.of(new Place(4, 0xFF)));
    for (int i = 0; i < 3; i++) {
      assertThat(switches(cluster, placer.place(8))).containsOnly(1);
    }
    assertThat(switches(cluster, placer.place(32))).containsOnly(0);
  }

  private static List<Integer> switches(RingCluster cluster, List<Place> places) {
    return places.stream().map(it -> cluster.switchOf(it.node())).toList();
  }
}
