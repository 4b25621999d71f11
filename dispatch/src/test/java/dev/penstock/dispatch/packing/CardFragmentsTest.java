package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardFragmentsTest {
  @Test
  void isTheFragmentationOfTheNodeWithoutTheseCards() {
    RandomTasks random = new RandomTasks(8);
    List<Task> seen = new ArrayList<>(random.tasks(300));
    for (int i = 0; i < 100; i++) {
      // parts of several cards, which are not looked up
      seen.add(new Task(1_000 * random.below(12), 0, 2 + random.below(3), 320));
    }
    Fragmentation fragmentation = new Fragmentation(Mix.of(seen));
    CardFragments fragments = new CardFragments(fragmentation);
    NodePool pool = random.pool(40);
    IdleCards idle = new IdleCards(pool, 8);
    CardFigures figures = new CardFigures(pool, fragmentation.sizes);
    for (Task task : seen) {
      int node = random.below(pool.nodes());
      if (pool.fits(node, task)) {
        idle.changed(node);
        figures.changed(node);
        int cards = idle.lowest(node, task);
        assertThat(cards).isEqualTo(pool.lowestCards(node, task));
        figures.without(node, cards, task.cardMilli());
        int cores = pool.milliCores(node) - task.milliCores();
        double expected =
            figures.after(fragmentation, cores, pool.idleMilli(node) - task.totalMilli());
        int step = fragments.step(cores);
        pool.take(node, task, cards);
        assertThat(fragments.without(idle, node, cards, task.cardMilli(), step, whole(pool, node)))
            .isCloseTo(expected, within(1e-6));
      }
    }
  }

  private static int whole(NodePool pool, int node) {
    int whole = 0;
    for (int card = 0; card < pool.cards(node); card++) {
      whole += pool.cardMilli(node, card) == Task.WHOLE ? 1 : 0;
    }
    return whole;
  }
}
