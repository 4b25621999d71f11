package dev.penstock.dispatch.packing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Seeded nodes and tasks of a few shapes, so that ties and full nodes are common. */
final class RandomTasks {
  private static final int[] PARTS = {160, 190, 320, 470, 500, 810};

  private final SplittableRandom random;

  RandomTasks(long seed) {
    random = new SplittableRandom(seed);
  }

  NodePool pool(int nodes) {
    int[] cores = new int[nodes];
    int[] memory = new int[nodes];
    int[] cards = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      cards[node] = List.of(0, 1, 2, 4, 8).get(random.nextInt(5));
      cores[node] = 8_000 * (1 + random.nextInt(12));
      memory[node] = 32_768 * (1 + random.nextInt(12));
    }
    return NodePool.of(cores, memory, cards);
  }

  Task next() {
    int cores = 1_000 * random.nextInt(12);
    int memory = 4_096 * random.nextInt(12);
    return switch (random.nextInt(10)) {
      case 0 -> new Task(cores, memory, 0, 0);
      case 1 -> new Task(cores, memory, 2 << random.nextInt(3), Task.WHOLE);
      case 2, 3, 4 -> new Task(cores, memory, 1, Task.WHOLE);
      default -> new Task(cores, memory, 1, PARTS[random.nextInt(PARTS.length)]);
    };
  }

  List<Task> tasks(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
