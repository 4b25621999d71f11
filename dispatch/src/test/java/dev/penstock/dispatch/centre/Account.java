package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a world knows of itself: plain lists, from which every figure is reckoned anew. */
final class Account {
  final Map<String, Node> nodes = new TreeMap<>();
  final Map<String, Queue> queues = new LinkedHashMap<>();
  final Map<UUID, Item> items = new LinkedHashMap<>();
  final Map<TaskId, Live> lives = new LinkedHashMap<>();
  final Map<UUID, Reservation> reservations = new LinkedHashMap<>();
  CostCurve costs = CostCurve.FLAT;

  /** A workload. */
  static final class Item {
    final Workload work;
    final Set<Integer> ended = new HashSet<>();
    final Set<Integer> running = new HashSet<>();
    final Set<UUID> missing = new HashSet<>();
    long refusedUntil;
    long waitsSince;
    int older;
    boolean failed;
    boolean withdrawn;

    Item(Workload work) {
      this.work = work;
      this.waitsSince = work.submitted();
    }

    boolean hasTask() {
      return !withdrawn
          && running.size() < work.atOnce()
          && running.size() + ended.size() < work.tasks();
    }

    boolean finished() {
      return running.isEmpty() && (withdrawn || ended.size() == work.tasks());
    }
  }

  /** A task that runs. */
  static final class Live {
    final Item item;
    final TaskId task;
    final long start;
    final List<Slot> slots;
    final Set<Slot> lost = new HashSet<>();
    long end;
    long checkpoint;
    boolean stopping;

    Live(Item item, TaskId task, long start, List<Slot> slots) {
      this.item = item;
      this.task = task;
      this.start = start;
      this.slots = slots;
      this.checkpoint = start;
    }

    Demand demand(Slot slot) {
      return item.work.roles().get(slot.role()).demand();
    }
  }

  /** What is free on a node. */
  static final class Room {
    final Node node;
    final int[] milli;
    long cores;
    long memory;

    Room(Node node) {
      this.node = node;
      milli = new int[node.cards()];
      for (int card = 0; card < milli.length; card++) {
        milli[card] = (node.faulty() >>> card & 1) == 1 ? 0 : 1000;
      }
      cores = node.milliCores();
      memory = node.memoryMiB();
    }

    void take(Demand demand, int cards) {
      cores -= demand.milliCores();
      memory -= demand.memoryMiB();
      for (int card = 0; card < milli.length; card++) {
        milli[card] -= (cards >>> card & 1) * demand.cardMilli();
      }
    }

    boolean fits(Demand demand) {
      return node.ready()
          && demand.milliCores() <= cores
          && demand.memoryMiB() <= memory
          && (demand.cards() == 0
              || (Objects.equals(demand.model(), node.model()) && cardsFit(demand)));
    }

    private boolean cardsFit(Demand demand) {
      int ring = node.ringCards();
      boolean inRing = ring > 0 && demand.wholeCards() && demand.cards() < node.cards();
      if (inRing && (Integer.bitCount(demand.cards()) != 1 || demand.cards() > ring)) {
        return false;
      }
      int step = inRing ? ring : node.cards();
      for (int first = 0; first < node.cards(); first += step) {
        int enough = 0;
        for (int card = first; card < first + step; card++) {
          enough += milli[card] >= demand.cardMilli() ? 1 : 0;
        }
        if (enough >= demand.cards()) {
          return true;
        }
      }
      return false;
    }
  }

  /** What is free at that time if all runs as long as it may. */
  Room room(Node node, long at, boolean stoppingToo) {
    Room room = new Room(node);
    for (Live live : lives.values()) {
      if (live.item.work.endsBy(live.start) > at && (stoppingToo || !live.stopping)) {
        for (Slot slot : live.slots) {
          if (slot.node().equals(node.name()) && !live.lost.contains(slot)) {
            room.take(live.demand(slot), slot.cards());
          }
        }
      }
    }
    return room;
  }

  Map<String, Room> rooms() {
    Map<String, Room> rooms = new TreeMap<>();
    nodes.forEach((name, node) -> rooms.put(name, new Room(node)));
    for (Live live : lives.values()) {
      for (Slot slot : live.slots) {
        Room room = rooms.get(slot.node());
        if (room != null && !live.lost.contains(slot)) {
          room.take(live.demand(slot), slot.cards());
        }
      }
    }
    return rooms;
  }

  List<String> above(String queue) {
    List<String> path = new ArrayList<>();
    for (String at = queue; at != null; at = queue(at).parent()) {
      path.add(at);
    }
    return path;
  }

  Queue queue(String name) {
    return Objects.requireNonNull(queues.get(name));
  }

  static void add(Map<String, Long> sum, Demand demand, long times) {
    sum.merge("cores", times * demand.milliCores(), Long::sum);
    sum.merge("memory", times * demand.memoryMiB(), Long::sum);
    if (demand.model() != null) {
      sum.merge(demand.model(), times * demand.cards() * demand.cardMilli(), Long::sum);
    }
  }

  static Map<String, Long> least(Workload work) {
    Map<String, Long> sum = new TreeMap<>();
    work.roles().forEach(role -> add(sum, role.demand(), role.least()));
    sum.values().removeIf(it -> it == 0);
    return sum;
  }

  static Map<String, Long> holds(Live live) {
    Map<String, Long> sum = new TreeMap<>();
    live.slots.forEach(slot -> add(sum, live.demand(slot), 1));
    return sum;
  }

  static long of(Amounts amounts, String resource, long unnamed) {
    return switch (resource) {
      case "cores" -> amounts.milliCores();
      case "memory" -> amounts.memoryMiB();
      default -> amounts.milliCards().getOrDefault(resource, unnamed);
    };
  }

  static long limit(Amounts amounts, String resource) {
    return of(amounts, resource, Long.MAX_VALUE);
  }

  /** By queue, or by queue and user, what those hold that are asked for. */
  Use use(boolean stoppingToo, boolean fixedOnly) {
    Use use = new Use(new HashMap<>());
    for (Live live : lives.values()) {
      if ((stoppingToo || !live.stopping) && !(fixedOnly && live.item.work.preemptible())) {
        Map<String, Long> holds = holds(live);
        for (String queue : above(live.item.work.queue())) {
          use.add(queue, holds);
          use.add(queue + '\n' + live.item.work.user(), holds);
        }
      }
    }
    return use;
  }

  record Use(Map<String, Map<String, Long>> byQueue) {
    void add(String key, Map<String, Long> more) {
      Map<String, Long> own = byQueue.computeIfAbsent(key, it -> new TreeMap<>());
      more.forEach((resource, amount) -> own.merge(resource, amount, Long::sum));
    }

    long of(String queue, @Nullable String user, String resource) {
      String key = user == null ? queue : queue + '\n' + user;
      return byQueue.getOrDefault(key, Map.of()).getOrDefault(resource, 0L);
    }
  }

  long total(String resource) {
    long total = 0;
    for (Node node : nodes.values()) {
      total +=
          switch (resource) {
            case "cores" -> node.milliCores();
            case "memory" -> node.memoryMiB();
            default -> resource.equals(node.model()) ? node.healthy() * 1000L : 0;
          };
    }
    return total;
  }

  /** What is guaranteed or can't be taken back, the larger at each level, in all. */
  long kept(Use fixed, String resource) {
    long kept = 0;
    for (Queue queue : queues.values()) {
      kept += queue.parent() == null ? kept(queue, fixed, resource) : 0;
    }
    return kept;
  }

  private long kept(Queue queue, Use fixed, String resource) {
    long own = fixed.of(queue.name(), null, resource);
    for (Queue child : queues.values()) {
      if (queue.name().equals(child.parent())) {
        own += kept(child, fixed, resource) - fixed.of(child.name(), null, resource);
      }
    }
    return Math.max(of(queue.guaranteed(), resource, 0), own);
  }
}
