package dev.penstock.bench.simulate.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
  private static final Faults FAULTS = new Faults(100, 5, 3_600);

  private static List<FaultPlan.Change> changes(int nodes, long seed, int count) {
    FaultPlan plan = new FaultPlan(FAULTS, nodes, seed, 1_000);
    List<FaultPlan.Change> changes = new ArrayList<>();
    while (changes.size() < count) {
      long next = plan.next();
      changes.add(plan.take());
      assertThat(changes.getLast().time()).isEqualTo(next);
    }
    return changes;
  }

  @Test
  void nodesGoAndComeBackInTurnAfterTheMeanTimesThatAreGiven() {
    List<FaultPlan.Change> changes = changes(1, 3, 4_000);
    double there = 0;
    double gone = 0;
    long at = 1_000;
    for (int i = 0; i < changes.size(); i++) {
      FaultPlan.Change it = changes.get(i);
      assertThat(it.lost()).isEqualTo(i % 2 == 0);
      there += it.lost() ? it.time() - at : 0;
      gone += it.lost() ? 0 : it.time() - at;
      at = it.time();
    }
    // the mean of 2,000 exponential times lies within a tenth but once in 100,000
    assertThat(there / 2_000 / 3_600).isCloseTo(100, within(10.0));
    assertThat(gone / 2_000 / 3_600).isCloseTo(5, within(0.5));
  }

  @Test
  void theSameSeedGivesTheSameFaultsAndMoreNodesLeaveThoseOfTheOthers() {
    assertThat(changes(4, 3, 100)).isEqualTo(changes(4, 3, 100)).isNotEqualTo(changes(4, 4, 100));
    List<FaultPlan.Change> ofFour = changes(4, 3, 100);
    List<FaultPlan.Change> ofSix =
        changes(6, 3, 400).stream().filter(it -> it.node() < 4).limit(100).toList();
    assertThat(ofSix).isEqualTo(ofFour);
  }

  @Test
  void withoutFaultsNothingEverFails() {
    assertThat(new FaultPlan(null, 5, 1, 0).next()).isEqualTo(FaultPlan.NEVER);
  }
}
