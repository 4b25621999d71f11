package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One decision in the making. */
final class Round {
  /** The figures are counted when somebody asks. */
  private static final Reason NO_ROOM = new Reason.NoRoom(0, 0, 0);

  private final State state;
  private final Placer placer;
  private final Rights rights;
  private final Reclaim reclaim;
  private final long now;
  private final List<Cycle.Start> starts = new ArrayList<>();
  private final Map<String, Integer> held = new HashMap<>();
  private final Map<Line, Beyond> beyond = new HashMap<>();
  private final Map<Kind, KeptFrom> kept = new HashMap<>();

  /** How long those run that will never have room, the shortest of each kind. */
  private final Map<Kind, Long> hopeless = new HashMap<>();

  private final TreeSet<Branch> tops = new TreeSet<>(Branch.NEXT);
  private long askAgainAt = Cycle.NEVER;

  private record KeptFrom(long length, Reason.Kept reason) {}

  /** Whether room that was kept is so no longer, so that all have to be looked at again. */
  private boolean released;

  /** Whether the last one looked at found room, but such as is kept. */
  private boolean keptOnly;

  Round(State state, Stops stops, long now) {
    this.state = state;
    this.placer = new Placer(state.space());
    this.rights = new Rights(state.resources, state.branches());
    this.reclaim = new Reclaim(state, stops, now);
    this.now = now;
  }

  Cycle run() {
    state.wake(now);
    state.reservations.begin(state, now);
    longestWaiting();
    do {
      released = false;
      open();
      serve();
    } while (released);
    long next = Math.min(state.nextTimer(), state.reservations.next(now));
    return new Cycle(starts, reclaim.preemptions(), state.takeDoomed(), Math.min(askAgainAt, next));
  }

  /** Those that have waited too long go first, in the order in which they came. */
  private void longestWaiting() {
    List<Job> first = new ArrayList<>();
    for (Job job : state.waiting) {
      if (now - job.since() < state.policy.longestWait()) {
        askAgainIn(state.policy.longestWait() - (now - job.since()));
        break;
      }
      first.add(job);
    }
    first.forEach(this::tryAll);
  }

  private void tryAll(Job job) {
    if (start(job) && job.line != null) {
      // an array has had its turn; its next task waits anew
      state.leave(job);
      job.since(now);
      state.enter(job, now);
    }
  }

  /** Sets up who is served next, at every level of the tree. */
  private void open() {
    beyond.clear();
    for (Branch branch : state.branches()) {
      branch.openBranches.clear();
      branch.lookedAt = null;
      branch.beyond.clear();
    }
    for (Branch branch : state.branches()) {
      if (branch.hasWaiting()) {
        enlist(branch);
      }
    }
  }

  private void enlist(Branch leaf) {
    leaf.rank(state.capacity(), now);
    Branch at = leaf;
    while (at.parent != null) {
      at.parent.openBranches.add(at);
      at = at.parent;
      if (at.openBranches.size() > 1 || at.hasWaiting()) {
        return;
      }
      at.rank(state.capacity(), now);
    }
    tops.add(at);
  }

  private void serve() {
    while (!tops.isEmpty()) {
      Branch leaf = tops.first();
      while (!leaf.openBranches.isEmpty()) {
        leaf = leaf.openBranches.first();
      }
      serve(leaf);
    }
  }

  /** Starts the first of a leaf for which there is room; then its place among the others moves. */
  private void serve(Branch leaf) {
    unlist(leaf);
    boolean started = false;
    for (Job next = leaf.next(); !started && next != null; next = leaf.next()) {
      started = look(leaf, next);
    }
    if (started) {
      relist(leaf);
    } else {
      relistAbove(leaf);
    }
  }

  /** Starts this one; where that fails, one behind it in its line may be worth a look. */
  private boolean look(Branch leaf, Job job) {
    Line line = Objects.requireNonNull(job.line);
    boolean first = !leaf.beyond.remove(job);
    boolean started = start(job);
    if (started && first) {
      return true;
    }
    if (!started) {
      leaf.lookedAt = first ? job : leaf.lookedAt;
      if (!keptOnly && !(job.reason instanceof Reason.Guaranteed)) {
        return false;
      }
    }
    Beyond rest = beyond.computeIfAbsent(line, it -> new Beyond(it, state.reservations));
    if (!started && keptOnly) {
      rest.kept(job);
    } else if (!started) {
      rest.guaranteed();
    }
    Job next = job.line == line && started ? job : rest.after(job);
    if (next != null) {
      leaf.beyond.add(next);
    }
    return started;
  }

  private void unlist(Branch leaf) {
    for (Branch at = leaf; at != null; at = at.parent) {
      (at.parent == null ? tops : at.parent.openBranches).remove(at);
    }
  }

  private void relist(Branch leaf) {
    leaf.rank(state.capacity(), now);
    (leaf.parent == null ? tops : leaf.parent.openBranches).add(leaf);
    relistAbove(leaf);
  }

  private void relistAbove(Branch leaf) {
    for (Branch at = leaf.parent; at != null; at = at.parent) {
      if (!at.openBranches.isEmpty()) {
        at.rank(state.capacity(), now);
        (at.parent == null ? tops : at.parent.openBranches).add(at);
      }
    }
  }

  /** Starts a task of the job where everything permits it. */
  private boolean start(Job job) {
    keptOnly = false;
    job.reason = rights.limit(job, state.capacity());
    if (job.reason != null) {
      return false;
    }
    if (job.kind().noRoomAt == state.freed()) {
      job.reason = NO_ROOM;
      return blocked(job);
    }
    Reason.Kept known = keptFrom(job);
    if (known != null) {
      job.reason = known;
      keptOnly = true;
      return blocked(job);
    }
    return switch (placer.place(job, rights.ranks(job, state.capacity()), now)) {
      case Attempt.Found(var pieces) -> {
        commit(job, pieces);
        yield true;
      }
      case Attempt.NoRoom() -> {
        job.kind().noRoomAt = state.freed();
        job.reason = NO_ROOM;
        yield blocked(job);
      }
      case Attempt.Kept(var owner, boolean reserved, long from) -> {
        Reason.Kept reason = new Reason.Kept(owner, reserved, from);
        job.reason = reason;
        keptOnly = true;
        kept.put(job.kind(), new KeptFrom(job.length(), reason));
        yield blocked(job);
      }
    };
  }

  /** What was found of one of the same kind that does not run longer; null for nothing. */
  private Reason.@Nullable Kept keptFrom(Job job) {
    if (state.reservations.hasOwners()) {
      // who owns what is kept finds other room than others of the kind
      return null;
    }
    KeptFrom known = kept.get(job.kind());
    return known == null || job.length() < known.length ? null : known.reason;
  }

  private void commit(Job job, List<Run.Piece> pieces) {
    long[] holds = new long[0];
    for (Run.Piece piece : pieces) {
      Demand demand = job.work().roles().get(piece.role()).demand();
      holds = Resources.add(holds, state.resources.vector(demand, 1), 1);
    }
    Run run = new Run(job, job.takeTask(), pieces, pieces.size(), holds, now);
    state.start(run, now);
    rights.started(job, holds);
    if (state.reservations.drop(job.id())) {
      lookAnew();
    }
    if (!job.hasTask()) {
      state.leave(job);
    }
    starts.add(
        new Cycle.Start(
            run.id(),
            pieces.stream()
                .map(it -> new Slot(it.place().node().name(), it.spot().cards(), it.role()))
                .toList()));
  }

  /** Those that were looked at before may find room now. */
  private void lookAnew() {
    released = true;
    kept.clear();
    hopeless.clear();
  }

  /** Keeps room for the first that find none, and makes room for those with a right to it. */
  private boolean blocked(Job job) {
    askAgain(reclaim.makeRoom(job));
    if (reclaim.takeReleased()) {
      lookAnew();
    }
    String model = Objects.requireNonNullElse(job.work().roles().getFirst().demand().model(), "");
    if (held.getOrDefault(model, 0) < state.policy.held()
        && !isHopeless(job)
        && !state.reservations.keepsFor(job)) {
      Prospect prospect = Prospect.of(state.space(), job, now);
      if (prospect != null) {
        state.reservations.hold(job, prospect);
        held.merge(model, 1, Integer::sum);
      } else {
        hopeless.merge(job.kind(), job.length(), Math::min);
      }
    }
    return false;
  }

  /** Whether one of the same kind that does not run longer will never have room. */
  private boolean isHopeless(Job job) {
    Long known = hopeless.get(job.kind());
    return known != null && job.length() >= known && !state.reservations.hasOwners();
  }

  private void askAgainIn(long time) {
    if (time <= Long.MAX_VALUE - now) {
      askAgain(now + time);
    }
  }

  private void askAgain(@Nullable Long at) {
    if (at != null && at > now) {
      askAgainAt = Math.min(askAgainAt, at);
    }
  }
}
