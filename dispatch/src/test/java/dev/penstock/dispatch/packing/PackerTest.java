package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackerTest {
  private static final int EVENTS = 4_000;
  // a scorer that is made anew reckons its tables anew
  private static final int LOOK = 500;

  /** All that runs, added up again from nothing. */
  private static final class Books {
    private final int[] cores;
    private final int[] memory;
    private final int[][] cards;

    Books(NodePool empty) {
      cores = new int[empty.nodes()];
      memory = new int[empty.nodes()];
      cards = new int[empty.nodes()][];
      for (int node = 0; node < empty.nodes(); node++) {
        cores[node] = empty.milliCores(node);
        memory[node] = empty.memoryMiB(node);
        cards[node] = new int[empty.cards(node)];
        Arrays.fill(cards[node], Task.WHOLE);
      }
    }

    void add(Packer.Spot spot, int times) {
      cores[spot.node()] -= times * spot.task().milliCores();
      memory[spot.node()] -= times * spot.task().memoryMiB();
      assertThat(Integer.bitCount(spot.cards())).isEqualTo(spot.task().cards());
      for (int card = 0; card < cards[spot.node()].length; card++) {
        if ((spot.cards() & 1 << card) != 0) {
          cards[spot.node()][card] -= times * spot.task().cardMilli();
        }
      }
      assertThat(cores[spot.node()]).isNotNegative();
      assertThat(memory[spot.node()]).isNotNegative();
      assertThat(Arrays.stream(cards[spot.node()]).allMatch(it -> it >= 0 && it <= Task.WHOLE))
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverHoldsMoreThanThereIsAndPlacesWhateverFits(Packing policy) {
    RandomTasks random = new RandomTasks(7);
    NodePool pool = random.pool(40);
    Books books = new Books(pool);
    Packer packer = packer(policy, pool, 1);
    List<Packer.Spot> running = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      if (running.size() > 60 && random.below(3) == 0) {
        Packer.Spot ended = running.remove(random.below(running.size()));
        packer.end(ended);
        books.add(ended, -1);
      } else {
        Task task = random.next();
        boolean fits = false;
        for (int node = 0; node < pool.nodes(); node++) {
          fits |= pool.fits(node, task);
        }
        Packer.Spot spot = packer.place(task);
        assertThat(spot != null).isEqualTo(fits);
        if (spot != null) {
          books.add(spot, 1);
          running.add(spot);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM")
  void choosesWhatALookAtEveryNodeChooses(Packing policy) {
    RandomTasks random = new RandomTasks(11);
    Mix mix = Mix.of(new RandomTasks(99).tasks(60));
    NodePool pool = random.pool(60);
    Packer packer = packer(policy, pool, 1);
    List<Packer.Spot> running = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      if (running.size() > 80 && random.below(2) == 0) {
        packer.end(running.remove(random.below(running.size())));
      }
      Task task = random.next();
      if (event % LOOK == 0) {
        Scorer fresh = policy.policy(mix, new SplittableRandom(1)).on(pool);
        assertThat(packer.best(task)).isEqualTo(naive(fresh, pool, task));
      }
      Packer.Spot spot = packer.place(task);
      if (spot != null) {
        running.add(spot);
      }
    }
  }

  private static int naive(Scorer fresh, NodePool pool, Task task) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int node = 0; node < pool.nodes(); node++) {
      if (pool.fits(node, task) && fresh.score(node, task) > most) {
        most = fresh.score(node, task);
        best = node;
      }
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource
  void decidesTheSameForTheSameSeed(Packing policy) {
    assertThat(decisions(policy)).isEqualTo(decisions(policy));
  }

  private static List<Packer.Spot> decisions(Packing policy) {
    RandomTasks random = new RandomTasks(3);
    Packer packer = packer(policy, random.pool(30), 5);
    List<Packer.Spot> spots = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Packer.Spot spot = packer.place(random.next());
      if (spot != null) {
        spots.add(spot);
      }
    }
    return spots;
  }

  private static Packer packer(Packing policy, NodePool pool, long seed) {
    Mix mix = Mix.of(new RandomTasks(99).tasks(60));
    return new Packer(pool, policy.policy(mix, new SplittableRandom(seed)));
  }
}
