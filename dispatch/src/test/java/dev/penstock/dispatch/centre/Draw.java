package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.MODEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Draws nodes, queues and workloads by lot. */
final class Draw {
  static final String SMALL = "310P";
  static final List<String> LEAVES = List.of("a/x", "a/y", "b", "c/x", "c/y");

  private final Random random;
  private final boolean calm;

  /**
   * Draws with this.
   *
   * @param calm whether nothing has a date, a price or a forerunner
   */
  Draw(Random random, boolean calm) {
    this.random = random;
    this.calm = calm;
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  long time(long most) {
    return 1 + (long) (random.nextDouble() * most);
  }

  /** From a minute to eight hours, rather short. */
  long wall() {
    return (long) (MINUTE * Math.exp(random.nextDouble() * Math.log(480)));
  }

  Node node(String name, int kind) {
    String model = kind < 8 ? MODEL : kind < 10 ? SMALL : null;
    int cards = kind < 8 ? 8 : kind < 10 ? 4 : 0;
    return new Node(
        name,
        true,
        model,
        cards,
        0,
        kind < 4 ? 4 : 0,
        64_000,
        64_000,
        "w" + kind % 3,
        "s" + kind % 2,
        Map.of("zone", kind % 4 == 0 ? "east" : "west"));
  }

  static Node with(Node node, boolean ready, int faulty, int cards, int milliCores) {
    return new Node(
        node.name(),
        ready,
        cards == 0 ? null : node.model(),
        cards,
        cards == 0 ? 0 : faulty & (int) ((1L << cards) - 1),
        node.ringCards() > 0 && cards > 0 && cards % node.ringCards() == 0 ? node.ringCards() : 0,
        milliCores,
        node.memoryMiB(),
        node.network(),
        node.superNode(),
        node.labels());
  }

  List<Queue> queues() {
    List<Queue> all = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "a/x", "a/y", "c/x", "c/y")) {
      all.add(queue(name));
    }
    return all;
  }

  Queue queue(String name) {
    int slash = name.indexOf('/');
    Amounts guaranteed =
        switch (name) {
          case "a" -> Amounts.cards(MODEL, 8 + upTo(2) * 8L);
          case "a/x" -> Amounts.cards(MODEL, upTo(8));
          case "b" -> new Amounts(32_000L * upTo(1), 0, Map.of(MODEL, 8_000L * upTo(2)));
          case "c/y" -> Amounts.cards(SMALL, upTo(4));
          default -> Amounts.NONE;
        };
    return new Queue(
        name,
        slash < 0 ? null : name.substring(0, slash),
        1 + upTo(3),
        guaranteed,
        chance(0.3) ? limit(24 + upTo(40)) : Amounts.UNBOUNDED,
        chance(0.3) ? limit(8 + upTo(24)) : Amounts.UNBOUNDED);
  }

  private Amounts limit(int cards) {
    return new Amounts(
        chance(0.3) ? 100_000 : Long.MAX_VALUE, Long.MAX_VALUE, Map.of(MODEL, cards * 1000L));
  }

  Workload work(UUID id, long now, List<UUID> others) {
    int tasks = chance(0.15) ? 2 + upTo(8) : 1;
    return new Workload(
        id,
        of(LEAVES),
        "u" + upTo(3),
        roles(),
        tasks,
        1 + upTo(3),
        chance(0.2) ? upTo(3) : 0,
        now,
        !calm && chance(0.03) ? null : (Long) wall(),
        chance(0.8),
        calm ? plainWishes() : wishes(now, others));
  }

  private List<Role> roles() {
    if (chance(0.06)) {
      return List.of(
          new Role("chief", 1, 1, Demand.cpu(1000, 1000)),
          new Role("worker", 1 + upTo(1), 2, Demand.whole(MODEL, 4, 4000, 1000)));
    }
    int least = chance(0.15) ? 1 + upTo(3) : 1;
    return List.of(new Role("worker", least, least + (chance(0.1) ? upTo(3) : 0), demand()));
  }

  private Demand demand() {
    int cores = 1000 * upTo(8);
    int memory = 500 * upTo(8);
    return switch (upTo(9)) {
      case 0 -> Demand.cpu(cores, memory);
      case 1, 2 -> new Demand(MODEL, 1, 100 + 100 * upTo(8), cores, memory);
      case 3 -> Demand.whole(SMALL, 1 + upTo(3), cores, memory);
      case 4 -> Demand.whole(MODEL, 8, cores, memory);
      case 5 -> Demand.whole(MODEL, 1 + upTo(5), cores, memory);
      default -> Demand.whole(MODEL, 1 << upTo(2), cores, memory);
    };
  }

  private Wishes plainWishes() {
    return new Wishes(
        0,
        Long.MAX_VALUE,
        false,
        Double.POSITIVE_INFINITY,
        topology(),
        chance(0.1) ? Map.of("zone", "east") : Map.of(),
        chance(0.05) ? "g" + upTo(1) : null,
        List.of());
  }

  private Wishes wishes(long now, List<UUID> others) {
    Wishes plain = plainWishes();
    List<Wishes.Dependency> after = new ArrayList<>();
    for (int i = 0; i < 2 && !others.isEmpty() && chance(0.1); i++) {
      after.add(new Wishes.Dependency(of(others), chance(0.5)));
    }
    boolean cheapest = chance(0.05);
    return new Wishes(
        chance(0.1) ? now + time(2 * HOUR) : 0,
        cheapest ? now + time(12 * HOUR) : Long.MAX_VALUE,
        cheapest,
        chance(0.05) ? 1 + upTo(3) : Double.POSITIVE_INFINITY,
        plain.topology(),
        plain.selectors(),
        plain.apart(),
        after);
  }

  private Topology topology() {
    return chance(0.7) ? Topology.NEAR : of(List.of(Topology.values()));
  }

  CostCurve costs(long now) {
    long[] from = new long[12];
    double[] cost = new double[12];
    for (int i = 0; i < from.length; i++) {
      from[i] = now + i * HOUR;
      cost[i] = 1 + upTo(3);
    }
    return new CostCurve(from, cost);
  }

  Reservation reservation(UUID id, long now, List<String> nodes) {
    long from = now + (chance(0.2) ? 0 : time(4 * HOUR));
    @Nullable String queue = chance(0.2) ? null : of(LEAVES);
    if (chance(0.3)) {
      return new Reservation(id, queue, from, from + time(2 * HOUR), 1, null, List.of(of(nodes)));
    }
    Demand demand = Demand.whole(MODEL, chance(0.5) ? 8 : 1 << upTo(2), 0, 0);
    return new Reservation(id, queue, from, from + time(2 * HOUR), 1 + upTo(1), demand, List.of());
  }
}
