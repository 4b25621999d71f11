package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that the kernel knows. */
final class State {
  final Policy policy;
  final Resources resources = new Resources();
  final History history = new History();
  final Map<UUID, Job> jobs = new HashMap<>();
  final Map<TaskId, Run> runs = new LinkedHashMap<>();
  final Reservations reservations = new Reservations();
  final TreeSet<Job> waiting = new TreeSet<>(Job.LONGEST_WAITING);
  private final Map<String, Branch> branches = new LinkedHashMap<>();
  private final Map<Kind.Key, Kind> kinds = new HashMap<>();
  private final Dependencies dependencies = new Dependencies();
  private final TreeMap<Long, List<Job>> timers = new TreeMap<>();
  private Space space;
  private Capacity capacity;
  private CostCurve costs = CostCurve.FLAT;
  private int step;

  /** Grows whenever room may have come up somewhere. */
  private long freed;

  private long startedAt = Long.MIN_VALUE;

  State(Policy policy) {
    this.policy = policy;
    this.space = new Space(List.of(), policy.placing());
    this.capacity = new Capacity(new long[0], policy.halfLife());
  }

  Space space() {
    return space;
  }

  Capacity capacity() {
    return capacity;
  }

  CostCurve costs() {
    return costs;
  }

  long freed() {
    return freed;
  }

  Collection<Branch> branches() {
    return Collections.unmodifiableCollection(branches.values());
  }

  @Nullable Branch branch(String name) {
    return branches.get(name);
  }

  List<UUID> takeDoomed() {
    return dependencies.takeDoomed();
  }

  void nodes(Collection<Node> now) {
    Map<String, Node> byName = new LinkedHashMap<>();
    now.forEach(node -> byName.put(node.name(), node));
    boolean same = byName.size() == space.places().size();
    for (Place place : space.places()) {
      Node node = byName.get(place.node().name());
      same &= node != null && place.sameSizes(node);
    }
    if (same) {
      space.places().forEach(it -> it.set(Objects.requireNonNull(byName.get(it.node().name()))));
    } else {
      rebuild(byName.values());
    }
    reservations.reassign();
    count();
  }

  void node(Node now) {
    Place place = space.place(now.name());
    if (place != null && place.sameSizes(now)) {
      place.set(now);
      reservations.reassign();
      count();
      return;
    }
    List<Node> all = new ArrayList<>(space.places().stream().map(Place::node).toList());
    all.removeIf(it -> it.name().equals(now.name()));
    all.add(now);
    nodes(all);
  }

  /** Lays everything out on other nodes; a rank on a node that is gone has no place any more. */
  private void rebuild(Collection<Node> nodes) {
    Space fresh = new Space(nodes, policy.placing());
    for (Run run : List.copyOf(runs.values())) {
      List<Run.Piece> pieces = new ArrayList<>();
      for (Run.Piece piece : run.pieces()) {
        Place place = fresh.place(piece.place().node().name());
        if (place != null && place.hasCards(piece.spot().cards())) {
          pieces.add(
              new Run.Piece(
                  place, place.put(piece.spot().task(), piece.spot().cards()), piece.role()));
        }
      }
      Run moved = run.on(pieces);
      runs.put(run.id(), moved);
      run.job().runs().remove(run);
      run.job().runs().add(moved);
      moved.enter();
    }
    space = fresh;
  }

  private void count() {
    freed++;
    long[] total = new long[resources.size()];
    for (Place place : space.places()) {
      Node node = place.node();
      Demand all =
          node.model() == null || node.healthy() == 0
              ? Demand.cpu(node.milliCores(), node.memoryMiB())
              : Demand.whole(node.model(), node.healthy(), node.milliCores(), node.memoryMiB());
      total = Resources.add(total, resources.vector(all, 1), 1);
    }
    capacity = new Capacity(total, policy.halfLife());
  }

  void queue(Queue queue) {
    Branch known = branches.get(queue.name());
    if (known == null) {
      Branch parent = queue.parent() == null ? null : branches.get(queue.parent());
      if (queue.parent() != null && parent == null) {
        throw new IllegalArgumentException(
            "queue %s: its parent %s is unknown".formatted(queue.name(), queue.parent()));
      }
      branches.put(queue.name(), new Branch(queue, parent, resources));
    } else {
      boolean before = known.limitsUsers();
      known.set(queue, resources);
      known.countUsers(runs.values());
      if (before != known.limitsUsers()) {
        List.copyOf(waiting)
            .forEach(
                job -> {
                  leave(job);
                  line(job);
                });
      }
    }
  }

  void costs(CostCurve now, long at) {
    costs = now;
    for (Job job : jobs.values()) {
      if (job.waitsForPrice()) {
        job.since(job.line == null ? Math.max(job.since(), at) : job.since());
        leave(job);
        enter(job, at);
      }
    }
    step = costs.step(at);
  }

  /** Takes those out of line that came in at a price which is over. */
  private void priceAnew(long now) {
    if (costs.step(now) != step) {
      step = costs.step(now);
      List.copyOf(waiting).stream()
          .filter(Job::waitsForPrice)
          .forEach(
              job -> {
                leave(job);
                enter(job, now);
              });
    }
  }

  /** A job that is not let in; a queue that nobody has work in is one without rights. */
  Job stranger(Workload work) {
    Branch known = branches.get(work.queue());
    Branch leaf =
        known == null ? new Branch(Queue.plain(work.queue(), null), null, resources) : known;
    return new Job(work, leaf, new Kind(), need(work));
  }

  private long[] need(Workload work) {
    long[] need = new long[0];
    for (Role role : work.roles()) {
      need = Resources.add(need, resources.vector(role.demand(), role.least()), 1);
    }
    return need;
  }

  Job add(Workload work) {
    Branch leaf = branches.get(work.queue());
    if (leaf == null) {
      throw new IllegalArgumentException(
          "workload %s: queue %s is unknown".formatted(work.id(), work.queue()));
    }
    if (!leaf.children().isEmpty()) {
      throw new IllegalArgumentException(
          "workload %s: queue %s has queues below it; name one of those"
              .formatted(work.id(), work.queue()));
    }
    Kind kind = kinds.computeIfAbsent(Kind.Key.of(work), it -> new Kind());
    Job job = new Job(work, leaf, kind, need(work));
    if (jobs.putIfAbsent(work.id(), job) != null) {
      throw new IllegalArgumentException("workload %s is there already".formatted(work.id()));
    }
    kind.jobs++;
    dependencies.add(job, jobs);
    return job;
  }

  /** Puts a job in line, or sets the clock for it. */
  void enter(Job job, long now) {
    if (!job.hasTask() || !job.missing().isEmpty()) {
      return;
    }
    long at = Math.max(job.refusedUntil(), Timing.of(job.work(), costs, now).at());
    if (at <= now) {
      line(job);
    } else if (at < Long.MAX_VALUE) {
      timers.computeIfAbsent(at, it -> new ArrayList<>()).add(job);
    }
  }

  private void line(Job job) {
    long later = Math.round(policy.shortFirst() * history.predicted(job));
    job.key(job.work().submitted() + Math.min(policy.overtaken(), later));
    job.line = job.leaf().enter(job);
    waiting.add(job);
  }

  void leave(Job job) {
    Line line = job.line;
    if (line != null) {
      job.leaf().leave(job, line);
      waiting.remove(job);
      job.line = null;
    }
  }

  /** Lets those in whose time has come. */
  void wake(long now) {
    priceAnew(now);
    while (!timers.isEmpty() && timers.firstKey() <= now) {
      for (Job job : Objects.requireNonNull(timers.pollFirstEntry()).getValue()) {
        if (jobs.get(job.id()) == job && job.line == null) {
          job.since(Math.max(job.since(), now));
          enter(job, now);
        }
      }
    }
  }

  long nextTimer() {
    return timers.isEmpty() ? Long.MAX_VALUE : timers.firstKey();
  }

  /** Makes an empty one the same as this. */
  void copyTo(State other, long now) {
    history.copyTo(other.history);
    branches.values().forEach(it -> other.queue(it.queue()));
    other.nodes(space.places().stream().map(Place::node).toList());
    other.costs = costs;
    other.step = step;
    reservations.all().forEach(other.reservations::put);
    for (Job job : jobs.values()) {
      Job same = other.add(job.work());
      same.copyFrom(job);
      for (Run run : job.runs()) {
        same.adopt(run.index());
        other.start(run.of(same, other.puts(run)), now);
      }
      if (job.line != null) {
        other.line(same);
      }
    }
    dependencies.copyTo(other.dependencies, other.jobs);
    other.startedAt = startedAt;
    branches.forEach((name, it) -> it.copyPast(Objects.requireNonNull(other.branches.get(name))));
    timers.forEach((at, own) -> other.timers.put(at, other.same(own)));
  }

  private List<Job> same(List<Job> ofAnother) {
    return new ArrayList<>(
        ofAnother.stream().map(it -> jobs.get(it.id())).filter(Objects::nonNull).toList());
  }

  private List<Run.Piece> puts(Run run) {
    List<Run.Piece> pieces = new ArrayList<>();
    for (Run.Piece piece : run.pieces()) {
      Place place = Objects.requireNonNull(space.place(piece.place().node().name()));
      pieces.add(
          new Run.Piece(place, place.put(piece.spot().task(), piece.spot().cards()), piece.role()));
    }
    return pieces;
  }

  /** When something was started last. */
  long startedAt() {
    return startedAt;
  }

  void start(Run run, long now) {
    startedAt = now;
    runs.put(run.id(), run);
    run.job().runs().add(run);
    run.enter();
    run.job().leaf().use(run.holds(), 1, run.job(), capacity, now);
    if (run.stopping()) {
      run.job().leaf().leave(run.holds(), 1);
    }
  }

  void release(Run run, long now) {
    runs.remove(run.id());
    run.job().runs().remove(run);
    if (run.stopping()) {
      run.job().leaf().leave(run.holds(), -1);
    }
    for (Run.Piece piece : run.pieces()) {
      piece.place().giveBack(piece.spot());
      piece.place().runs.remove(run);
    }
    run.job().leaf().use(run.holds(), -1, run.job(), capacity, now);
    freed++;
  }

  void drop(Job job) {
    leave(job);
    jobs.remove(job.id());
    if (--job.kind().jobs == 0) {
      kinds.remove(Kind.Key.of(job.work()));
    }
    reservations.drop(job.id());
  }

  /** The job is over, well or not; those behind it may go, or never can. */
  void finish(Job job, boolean ok, long now) {
    drop(job);
    for (Job next : dependencies.ended(job, ok, jobs)) {
      next.since(now);
      enter(next, now);
    }
  }
}
