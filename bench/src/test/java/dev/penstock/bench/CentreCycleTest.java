package dev.penstock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Slot;
import dev.penstock.dispatch.centre.TaskId;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CentreCycleTest {
  private static final int NODES = 40;
  private static final int ENDS = 20;
  private static final int CYCLES = 30;

  private final CentreCycle centre =
      new CentreCycle(
          Policy.usual(Packing.BEST_FIT.policy(Mix.of(List.of()), new Random(1))), NODES, 400);

  @Test
  void fillsTheCentreAndLeavesTheOthersWaiting() {
    Cycle first = centre.cold().cycle();
    assertThat(first.starts()).hasSize(centre.kernel().running());
    assertThat(cardsInUse()).isGreaterThan(NODES * CentreLoad.CARDS * 9 / 10);
    assertThat(centre.waiting()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void losesNoJob() {
    centre.cold();
    int known = centre.kernel().size();
    for (int i = 0; i < CYCLES; i++) {
      centre.cycle(ENDS);
      assertThat(centre.kernel().size()).isEqualTo(known);
      assertThat(centre.starts().keySet()).isEqualTo(centre.kernel().tasks());
    }
  }

  @Test
  void startsAsManyAsEnd() {
    centre.cold();
    int before = centre.kernel().running();
    int started = 0;
    int over = 0;
    for (int i = 0; i < CYCLES; i++) {
      CentreCycle.Turn turn = centre.cycle(ENDS);
      assertThat(turn.ended()).isEqualTo(ENDS);
      started += turn.cycle().starts().size();
      over += turn.ended() + turn.again();
      assertThat(cardsInUse()).isGreaterThan(NODES * CentreLoad.CARDS * 8 / 10);
    }
    assertThat(started - over).isEqualTo(centre.kernel().running() - before);
    assertThat(started).isBetween(over * 9 / 10, over * 11 / 10);
  }

  @Test
  void givesNoCardToTwo() {
    centre.cold();
    for (int i = 0; i < CYCLES; i++) {
      centre.cycle(ENDS);
      Map<String, Integer> used = new HashMap<>();
      centre.starts().values().stream()
          .flatMap(start -> start.slots().stream())
          .forEach(
              slot -> {
                int others = used.getOrDefault(slot.node(), 0);
                assertThat(others & slot.cards()).isZero();
                used.put(slot.node(), others | slot.cards());
              });
    }
  }

  @Test
  void runsNothingOnTheNodeThatIsLost() {
    centre.cold();
    for (int i = 0; i < CYCLES; i++) {
      CentreCycle.Turn turn = centre.cycle(ENDS);
      assertThat(turn.cycle().starts())
          .flatExtracting(Cycle.Start::slots)
          .extracting(Slot::node)
          .doesNotContain(centre.lostNode());
      assertThat(centre.starts().values())
          .flatExtracting(Cycle.Start::slots)
          .extracting(Slot::node)
          .doesNotContain(centre.lostNode());
    }
  }

  @Test
  void theSameEventsGiveTheSameDecisions() {
    CentreCycle other =
        new CentreCycle(
            Policy.usual(Packing.BEST_FIT.policy(Mix.of(List.of()), new Random(1))), NODES, 400);
    centre.cold();
    other.cold();
    for (int i = 0; i < CYCLES; i++) {
      assertThat(centre.cycle(ENDS).cycle()).isEqualTo(other.cycle(ENDS).cycle());
    }
    Map<TaskId, Cycle.Start> starts = centre.starts();
    assertThat(starts).isEqualTo(other.starts());
  }

  private int cardsInUse() {
    return centre.starts().values().stream()
        .flatMap(start -> start.slots().stream())
        .mapToInt(slot -> Integer.bitCount(slot.cards()))
        .sum();
  }
}
