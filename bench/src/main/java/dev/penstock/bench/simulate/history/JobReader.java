package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.centre.Role;
import dev.penstock.dispatch.centre.Topology;
import dev.penstock.dispatch.centre.Wishes;
import dev.penstock.dispatch.centre.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Makes jobs of a file's lines, and of an array's line and those of its tasks one array. */
final class JobReader {
  private static final int MOST_TASKS = 1_000_000;
  private static final int CARD = 1000;

  /** Ends after which a job waits again through no fault of its own. */
  private static final Set<String> BY_PLATFORM =
      Set.of("PREEMPTED", "LOST", "DRAIN", "START_FAILED");

  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<String, List<Integer>> numbers;
  private final Map<String, Queue> queues;
  private final long written;
  private final Map<UUID, Workload> works = new LinkedHashMap<>();
  private final Map<UUID, TreeMap<Integer, Past.Task>> tasks = new HashMap<>();
  private final Map<UUID, Past.Task> whole = new HashMap<>();
  private int strangers;

  JobReader(
      List<Node> all, Map<String, List<Integer>> numbers, Map<String, Queue> queues, long written) {
    all.forEach(it -> nodes.put(it.name(), nodes.size()));
    this.numbers = numbers;
    this.queues = queues;
    this.written = written;
  }

  int strangers() {
    return strangers;
  }

  void read(Fields row) throws Misused {
    Past.Task task = task(row);
    if (row.has("array")) {
      int index = (int) row.number("task", 0, MOST_TASKS - 1);
      tasks.computeIfAbsent(row.id("array"), it -> new TreeMap<>()).put(index, task);
      return;
    }
    UUID id = row.id("id");
    if (works.put(id, work(row, id)) != null) {
      throw new Misused("%s: job %s is there twice".formatted(row.where(), id));
    }
    whole.put(id, task);
  }

  /** All of them, the earliest first. */
  List<Past.Item> items() throws Misused {
    for (UUID array : tasks.keySet()) {
      if (!works.containsKey(array)) {
        throw new Misused(
            "array %s is missing, though tasks of it are there; export the history anew"
                .formatted(array));
      }
    }
    List<Past.Item> items = new ArrayList<>();
    works.forEach((id, work) -> items.add(item(id, work)));
    items.sort(
        Comparator.comparingLong((Past.Item it) -> it.work().submitted())
            .thenComparing(Past.Item::id));
    return items;
  }

  private Past.Item item(UUID id, Workload work) {
    Past.Task own = java.util.Objects.requireNonNull(whole.get(id));
    TreeMap<Integer, Past.Task> of = tasks.getOrDefault(id, new TreeMap<>());
    List<Past.Task> all = new ArrayList<>();
    for (int index = 0; index < work.tasks(); index++) {
      all.add(of.getOrDefault(index, own));
    }
    return new Past.Item(work, all);
  }

  private Workload work(Fields row, UUID id) throws Misused {
    String queue = row.text("queue");
    Queue leaf = queues.get(queue);
    if (leaf == null) {
      throw new Misused("%s: queue \"%s\" is in no line before".formatted(row.where(), queue));
    }
    int ranks = row.count("nodes", 1, 1, MOST_TASKS);
    int count = row.count("tasks", 1, 1, MOST_TASKS);
    long wall = row.number("wallMillis", 0, 0, Long.MAX_VALUE);
    try {
      return new Workload(
          id,
          queue,
          row.text("user", ""),
          List.of(new Role("rank", row.count("leastNodes", ranks, 1, ranks), ranks, demand(row))),
          count,
          row.count("atOnce", count, 1, MOST_TASKS),
          row.count("priority", 0, -1_000_000, 1_000_000),
          row.time("submittedAt"),
          wall == 0 ? null : wall,
          row.flag("preemptible"),
          wishes(row));
    } catch (IllegalArgumentException e) {
      throw new Misused("%s: %s".formatted(row.where(), e.getMessage()));
    }
  }

  private static Demand demand(Fields row) throws Misused {
    int cores = row.count("milliCores", 0, 0, Integer.MAX_VALUE);
    int memory = row.count("memoryMiB", 0, 0, Integer.MAX_VALUE);
    long milli = row.number("milliCards", 0, 0, 64 * CARD);
    if (milli == 0) {
      return Demand.cpu(cores, memory);
    }
    // a part of one card, or whole ones
    int cards = (int) Math.ceilDiv(milli, (long) CARD);
    int each = (int) Math.min(milli, CARD);
    return new Demand(row.text("cardModel"), cards, each, cores, memory);
  }

  private static Wishes wishes(Fields row) throws Misused {
    List<Wishes.Dependency> after = new ArrayList<>();
    for (Fields it : row.rows("after")) {
      after.add(new Wishes.Dependency(it.id("job"), it.flag("ok")));
    }
    Topology topology;
    try {
      topology =
          Topology.valueOf(row.text("topology", "near").toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new Misused(
          "%s, field \"topology\": \"%s\" must be one of %s"
              .formatted(row.where(), row.text("topology"), List.of(Topology.values())));
    }
    return new Wishes(
        row.time("earliest", 0),
        row.time("deadline", Long.MAX_VALUE),
        false,
        Double.POSITIVE_INFINITY,
        topology,
        row.texts("nodeSelector"),
        row.optional("apart"),
        after);
  }

  private Past.Task task(Fields row) throws Misused {
    List<Past.Attempt> attempts = new ArrayList<>();
    for (Fields it : row.rows("attempts")) {
      attempts.add(attempt(it));
    }
    boolean open = !row.has("endedAt");
    long ended = row.time("endedAt", written);
    return new Past.Task(attempts, ended, open, "SUCCEEDED".equals(row.text("state", "")));
  }

  private Past.Attempt attempt(Fields row) throws Misused {
    long placed = row.time("placedAt");
    long ended = Math.max(placed, row.time("endedAt", written));
    long kept = ended;
    if (BY_PLATFORM.contains(row.text("cause", ""))) {
      kept = Math.clamp(row.time("checkpointAt", placed), placed, ended);
    }
    List<Past.Slot> slots = new ArrayList<>();
    for (Fields it : row.rows("slots")) {
      Integer node = nodes.get(it.text("node"));
      if (node == null) {
        strangers++;
      } else {
        slots.add(new Past.Slot(node, bits(it)));
      }
    }
    return new Past.Attempt(placed, ended, kept, slots);
  }

  private int bits(Fields slot) throws Misused {
    List<Integer> own = numbers.getOrDefault(slot.text("node"), List.of());
    int bits = 0;
    for (int number : slot.numbers("cards")) {
      bits |= own.contains(number) ? 1 << own.indexOf(number) : 0;
    }
    return bits;
  }
}
