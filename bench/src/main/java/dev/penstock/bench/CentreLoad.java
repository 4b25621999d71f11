package dev.penstock.bench;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.centre.Role;
import dev.penstock.dispatch.centre.Topology;
import dev.penstock.dispatch.centre.Wishes;
import dev.penstock.dispatch.centre.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * What a large centre is made of: nodes of eight cards of two models under switches of 32 nodes,
 * 100 organisations with four projects each, and jobs of 1 to 16 cards.
 */
final class CentreLoad {
  /** The cards of a node. */
  static final int CARDS = 8;

  private static final int[] SIZES = {1, 1, 2, 4, 4, 8, 8, 8, 16};
  private static final long MINUTE = 60_000;
  private static final int ORGANISATIONS = 100;
  private static final int PROJECTS = 4;
  private static final Wishes ONE_SUPER_NODE =
      new Wishes(
          0,
          Long.MAX_VALUE,
          false,
          Double.POSITIVE_INFINITY,
          Topology.SAME_SUPER_NODE,
          Map.of(),
          null,
          List.of());

  private final Random random;
  private long arrivals;

  CentreLoad(long seed) {
    random = new Random(seed);
  }

  static Node node(int number, boolean ready) {
    return new Node(
        "node%05d".formatted(number),
        ready,
        number % 4 == 3 ? "910C" : "910B",
        CARDS,
        0,
        CARDS / 2,
        192_000,
        1_536_000,
        "switch" + number / 32,
        "super" + number / 128,
        Map.of());
  }

  /** The queues, a parent before its children. */
  static List<Queue> queues() {
    List<Queue> queues = new ArrayList<>();
    for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
      queues.add(Queue.plain("org" + organisation, null));
      for (int project = 0; project < PROJECTS; project++) {
        queues.add(Queue.plain(queue(organisation, project), "org" + organisation));
      }
    }
    return queues;
  }

  private static String queue(int organisation, int project) {
    return "org" + organisation + "/project" + project;
  }

  /** More of the jobs than so many nodes run at once: a job has 5.8 cards in the mean. */
  static int mostAtOnce(int nodes) {
    return nodes * 3 / 2 + 16;
  }

  /** The next job. */
  Workload job(long now) {
    int cards = SIZES[random.nextInt(SIZES.length)];
    int ranks = Math.max(1, cards / CARDS);
    int each = Math.min(cards, CARDS);
    String model = random.nextInt(4) == 3 ? "910C" : "910B";
    int cores = each * (12_000 + 6_000 * random.nextInt(2));
    Demand demand = Demand.whole(model, each, cores, each * 64_000);
    boolean together = ranks > 1 && random.nextInt(4) == 0;
    arrivals++;
    return new Workload(
        new UUID(0, arrivals),
        queue(random.nextInt(ORGANISATIONS), random.nextInt(PROJECTS)),
        "user" + random.nextInt(5),
        List.of(new Role("worker", ranks, ranks, demand)),
        1,
        1,
        random.nextInt(10) == 0 ? 1 : 0,
        now + arrivals,
        MINUTE * (10 + random.nextInt(600)),
        random.nextInt(4) == 0,
        together ? ONE_SUPER_NODE : Wishes.NONE);
  }
}
