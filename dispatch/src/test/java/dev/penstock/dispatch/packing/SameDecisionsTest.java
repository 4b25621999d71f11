package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made faster must decide as before, to the last tie. */
class SameDecisionsTest {
  private static final int STEPS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "BEST_FIT, -5050588520555362306",
    "FGD, 7173239024376189190",
    "NODE_VALUE, 3935084241730018923"
  })
  void decidesOnASeededRunAsItEverDid(Packing policy, long expected) {
    assertThat(decisions(policy)).isEqualTo(expected);
  }

  static long decisions(Packing policy) {
    RandomTasks random = new RandomTasks(11);
    NodePool pool = random.pool(150);
    List<Task> mix = random.tasks(300);
    Packer packer = new Packer(pool, policy.policy(Mix.of(mix), new Random(1)));
    List<Packer.Spot> running = new ArrayList<>();
    long hash = 17;
    for (int step = 0; step < STEPS; step++) {
      Packer.Spot spot = packer.place(mix.get(random.below(mix.size())));
      if (spot != null) {
        running.add(spot);
        hash = hash * 31 + spot.node() * 257L + spot.cards();
      } else {
        packer.end(running.remove(random.below(running.size())));
      }
    }
    return hash;
  }
}
