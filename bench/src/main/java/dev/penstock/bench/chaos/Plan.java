package dev.penstock.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which acts come when. Pure: the same seed gives the same plan. */
final class Plan {
  private static final int FIRST_MILLIS = 4_000;
  private static final int SHORTEST_GAP = 1_500;
  private static final int LONGEST_GAP = 5_500;

  private Plan() {}

  /**
   * Acts for so long. Each kind comes once before any comes again; several may be away at once, but
   * only one of the servers.
   */
  static List<Act> of(RandomGenerator random, Duration length, int nodes) {
    List<Act> acts = new ArrayList<>();
    List<Act.Part> bag = new ArrayList<>();
    long at = FIRST_MILLIS;
    while (at < length.toMillis()) {
      if (bag.isEmpty()) {
        bag.addAll(List.of(Act.Part.values()));
        Collections.shuffle(bag, java.util.Random.from(random));
      }
      Act act = act(random, at, bag.removeLast(), nodes);
      if (act.end().compareTo(length) <= 0 && acts.stream().noneMatch(act::clashes)) {
        acts.add(act);
      }
      at += random.nextInt(SHORTEST_GAP, LONGEST_GAP);
    }
    return acts;
  }

  private static Act act(RandomGenerator random, long at, Act.Part part, int nodes) {
    int which =
        switch (part) {
          case SERVER -> random.nextInt(2);
          case SLURMD -> random.nextInt(1, nodes + 1);
          default -> 0;
        };
    Duration lasts = Duration.ofMillis(random.nextInt(part.shortest, part.longest));
    return new Act(Duration.ofMillis(at), part, which, lasts);
  }
}
