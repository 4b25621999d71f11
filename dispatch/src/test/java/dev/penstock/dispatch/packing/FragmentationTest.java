package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FragmentationTest {
  @Test
  void isWhatTheDefinitionSaysForEachNode() {
    RandomTasks random = new RandomTasks(5);
    Mix mix = Mix.of(random.tasks(400));
    Fragmentation fragmentation = new Fragmentation(mix);
    NodePool pool = random.pool(50);
    Packer packer = new Packer(pool, Packing.BEST_FIT.policy(mix, new java.util.Random(1)));
    CardFigures figures = new CardFigures(pool, fragmentation.sizes);
    for (Task task : random.tasks(300)) {
      Packer.Spot spot = packer.place(task);
      if (spot != null) {
        figures.changed(spot.node());
        assertThat(figures.now(fragmentation, spot.node()))
            .isCloseTo(defined(mix.covering(0.95), pool, spot.node()), within(1e-6));
      }
    }
  }

  /** The definition, kind by kind and card by card. */
  private static double defined(Mix mix, NodePool pool, int node) {
    double sum = 0;
    for (Mix.Kind kind : mix.kinds()) {
      int fitting = 0;
      int tooSmall = 0;
      for (int card = 0; card < pool.cards(node); card++) {
        int free = pool.cardMilli(node, card);
        if (free >= kind.cardMilli()) {
          fitting++;
        } else {
          tooSmall += free;
        }
      }
      boolean runs =
          kind.cards() > 0 && fitting >= kind.cards() && pool.milliCores(node) >= kind.milliCores();
      sum += kind.share() * (runs ? tooSmall : pool.idleMilli(node));
    }
    return sum;
  }

  @Test
  void aNodeAsItWouldBeIsTheNodeOnceItIs() {
    RandomTasks random = new RandomTasks(6);
    Mix mix = Mix.of(random.tasks(400));
    Fragmentation fragmentation = new Fragmentation(mix);
    NodePool pool = random.pool(30);
    CardFigures figures = new CardFigures(pool, fragmentation.sizes);
    for (Task task : random.tasks(400)) {
      int node = random.below(pool.nodes());
      if (pool.fits(node, task)) {
        int cards = pool.lowestCards(node, task);
        figures.without(node, cards, task.cardMilli());
        double expected =
            figures.after(
                fragmentation,
                pool.milliCores(node) - task.milliCores(),
                pool.idleMilli(node) - task.totalMilli());
        pool.take(node, task, cards);
        figures.changed(node);
        assertThat(figures.now(fragmentation, node)).isCloseTo(expected, within(1e-6));
      }
    }
  }
}
