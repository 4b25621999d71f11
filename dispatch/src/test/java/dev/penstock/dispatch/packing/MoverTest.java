package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoverTest {
  private static final Task HALF = new Task(0, 0, 1, 500);
  private static final Task WHOLE = new Task(0, 0, 1, 1000);

  private static NodePool twoCards() {
    return NodePool.of(new int[2], new int[2], new int[] {1, 1});
  }

  @Test
  void movesASmallTaskIntoAHoleSoThatALargerOneFits() {
    NodePool pool = twoCards();
    Packer packer = new Packer(pool, FirstFit::new);
    Mover mover = new Mover(packer, pool, 1);
    assertThat(mover.place(new Task(0, 0, 1, 300))).isTrue();
    assertThat(mover.place(new Task(0, 0, 1, 700))).isTrue();
    assertThat(mover.place(HALF)).isTrue();
    // both cards are in use by now, one in part
    assertThat(mover.place(WHOLE)).isFalse();
    assertThat(mover.moves()).isZero();
    NodePool holes = twoCards();
    Mover second = new Mover(new Packer(holes, spread()), holes, 1);
    assertThat(second.place(HALF)).isTrue();
    assertThat(second.place(HALF)).isTrue();
    assertThat(second.place(WHOLE)).isTrue();
    assertThat(second.moves()).isEqualTo(1);
    assertThat(holes.idleMilli(0) + holes.idleMilli(1)).isZero();
  }

  @Test
  void movesNothingBeyondItsShareAndLeavesAllAsItWasWhenItCant() {
    NodePool pool = twoCards();
    Mover mover = new Mover(new Packer(pool, spread()), pool, 0.3);
    assertThat(mover.place(HALF)).isTrue();
    assertThat(mover.place(HALF)).isTrue();
    assertThat(mover.place(WHOLE)).isFalse();
    assertThat(pool.cardMilli(0, 0)).isEqualTo(500);
    assertThat(pool.cardMilli(1, 0)).isEqualTo(500);
  }

  @Test
  void neverHoldsMoreThanThereIsUnderManyRandomTasks() {
    RandomTasks random = new RandomTasks(21);
    NodePool pool = random.pool(30);
    Mix mix = Mix.of(new RandomTasks(99).tasks(500));
    Mover mover =
        new Mover(new Packer(pool, Packing.BEST_FIT.policy(mix, new Random(1))), pool, 0.5);
    int placed = 0;
    for (Task task : random.tasks(2_000)) {
      placed += mover.place(task) ? 1 : 0;
    }
    assertThat(mover.moves()).isPositive().isLessThanOrEqualTo(placed / 2 + 1);
    for (int node = 0; node < pool.nodes(); node++) {
      assertThat(pool.milliCores(node)).isNotNegative();
      for (int card = 0; card < pool.cards(node); card++) {
        assertThat(pool.cardMilli(node, card)).isBetween(0, Task.WHOLE);
      }
    }
  }

  /** The emptiest node, so that holes are made. */
  private static Scorer.Policy spread() {
    return pool ->
        new Scorer() {
          @Override
          public double score(int node, Task task) {
            return pool.idleMilli(node);
          }

          @Override
          public int cards(int node, Task task) {
            return pool.lowestCards(node, task);
          }
        };
  }

  @Test
  void placesNothingOnALostNodeUntilItIsBack() {
    for (Packing policy : Packing.values()) {
      NodePool pool = twoCards();
      Mix mix = Mix.of(List.of(HALF, WHOLE));
      Mover mover = new Mover(new Packer(pool, policy.policy(mix, new Random(1))), pool, 0.5);
      assertThat(mover.place(WHOLE)).isTrue();
      int node = pool.idleMilli(0) == 0 ? 0 : 1;
      assertThat(mover.lost(node)).containsExactly(WHOLE);
      assertThat(mover.place(HALF)).isTrue();
      assertThat(mover.place(HALF)).isTrue();
      assertThat(mover.place(HALF)).isFalse();
      assertThat(mover.place(new Task(0, 0, 0, 0))).isTrue();
      mover.back(node);
      assertThat(pool.idleMilli(node)).isEqualTo(Task.WHOLE);
      assertThat(mover.place(WHOLE)).isTrue();
      assertThat(mover.lost(node)).containsExactly(WHOLE);
      assertThat(mover.lost(1 - node)).contains(HALF, HALF);
      assertThat(mover.place(new Task(0, 0, 0, 0))).isFalse();
      assertThatThrownBy(() -> mover.lost(node)).hasMessageContaining("lost already");
    }
  }

  @Test
  void theGaugeMeasuresWhatTheNextTaskCantUse() {
    NodePool pool = twoCards();
    Mover mover = new Mover(new Packer(pool, FirstFit::new), pool, 0);
    FragmentGauge gauge = new FragmentGauge(pool, Mix.of(List.of(WHOLE)));
    assertThat(gauge.wastedMilli()).isZero();
    assertThat(mover.place(HALF)).isTrue();
    assertThat(gauge.wastedMilli()).isEqualTo(500);
    assertThat(gauge.idleMilli()).isEqualTo(1500);
  }
}
