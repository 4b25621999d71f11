package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeValueTest {
  @Test
  void aCardIsWorthNothingBelowTheSmallestPartAndMoreWithMoreFree() {
    CardValue value =
        new CardValue(Mix.of(List.of(new Task(0, 0, 1, 500), new Task(0, 0, 1, 1000))));
    assertThat(value.of(490)).isZero();
    // one of two asks for a half, and may never come: 0.5 x 500 / 0.6
    assertThat(value.of(500)).isCloseTo(416.67, within(0.01));
    assertThat(value.of(1000)).isGreaterThan(value.of(990));
  }

  @Test
  void aNodeWithoutCoresIsWorthNothingToTasksThatNeedThem() {
    Mix mix = Mix.of(List.of(new Task(4_000, 0, 1, 1000)));
    PooledValue value = new PooledValue(mix, 500, 32_000, 8_000);
    assertThat(value.of(value.row(3_500), 8_000)).isCloseTo(0, within(1e-9));
    assertThat(value.of(value.row(4_000), 8_000)).isCloseTo(1000, within(1e-9));
    assertThat(value.of(value.row(31_999), 8_000)).isGreaterThan(6_900).isLessThanOrEqualTo(8_000);
  }

  @Test
  void keepsACardWholeForWholeCards() {
    List<Task> seen = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      seen.add(new Task(4_000, 0, 1, 1000));
      seen.add(new Task(4_000, 0, 1, 500));
    }
    NodePool pool =
        NodePool.of(new int[] {32_000, 32_000}, new int[] {131_072, 131_072}, new int[] {2, 2});
    Packer packer = new Packer(pool, Packing.NODE_VALUE.policy(Mix.of(seen), new Random(1)));
    Packer.Spot first = packer.place(seen.get(1));
    Packer.Spot second = packer.place(seen.get(1));
    assertThat(second).isEqualTo(first);
  }
}
