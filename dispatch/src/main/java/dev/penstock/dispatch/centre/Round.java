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
  /** So many of a line are looked at beyond one for which there is only room that is kept. */
  private static final int LOOKED_BEYOND = 50;

  /** The figures are counted when somebody asks. */
  private static final Reason NO_ROOM = new Reason.NoRoom(0, 0, 0);

  private final State state;
  private final Placer placer;
  private final Rights rights;
  private final Reclaim reclaim;
  private final long now;
  private final List<Cycle.Start> starts = new ArrayList<>();
  private final Map<String, Integer> held = new HashMap<>();
  private final Map<Kind, KeptFrom> kept = new HashMap<>();
  private final TreeSet<Branch> tops = new TreeSet<>(Branch.NEXT);
  private long askAgainAt = Cycle.NEVER;

  private record KeptFrom(long length, Reason.Kept reason) {}

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
    open();
    serve();
    long next = Math.min(state.nextTimer(), state.reservations.next(now));
    return new Cycle(starts, reclaim.preemptions(), state.takeDoomed(), Math.min(askAgainAt, next));
  }

  /** Those that have waited too long go first, in the order in which they came. */
  private void longestWaiting() {
    List<Job> first = new ArrayList<>();
    for (Job job : state.waiting) {
      if (job.since() + state.policy.longestWait() > now) {
        break;
      }
      first.add(job);
    }
    first.forEach(this::tryAll);
    if (!state.waiting.isEmpty()) {
      askAgain(state.waiting.first().since() + state.policy.longestWait());
    }
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
    for (Branch branch : state.branches()) {
      branch.openBranches.clear();
      branch.lookedAt = null;
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
    Line line = leaf.lineAfter(leaf.lookedAt);
    while (!started && line != null) {
      Job head = line.head;
      started = startFirst(line);
      if (!started) {
        leaf.lookedAt = head;
        line = leaf.lineAfter(head);
      }
    }
    if (started) {
      relist(leaf);
    } else {
      relistAbove(leaf);
    }
  }

  /** Starts the head, or one behind it that may fit where the head does not. */
  private boolean startFirst(Line line) {
    Job job = line.head;
    for (int looks = 0; looks <= LOOKED_BEYOND; looks++) {
      if (start(job)) {
        return true;
      }
      Job next = nextWorthALook(line, job);
      if (next == null) {
        return false;
      }
      job = next;
    }
    return false;
  }

  private static @Nullable Job nextWorthALook(Line line, Job job) {
    return switch (job.reason) {
      case Reason.Kept kept ->
          line.shortest() < job.length() ? line.after(job, it -> it.length() < job.length()) : null;
      case Reason.Guaranteed guaranteed -> line.after(job, it -> it.work().preemptible());
      case null, default -> null;
    };
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
      return blocked(job);
    }
    return switch (placer.place(job, now)) {
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
    Run run = new Run(job, job.takeTask(), pieces, holds, now);
    state.start(run, now);
    rights.changed();
    state.reservations.drop(job.id());
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

  /** Keeps room for the first that find none, and makes room for those with a right to it. */
  private boolean blocked(Job job) {
    Long stopping = reclaim.makeRoom(job);
    if (stopping != null) {
      askAgain(stopping);
    }
    String model = Objects.requireNonNullElse(job.work().roles().getFirst().demand().model(), "");
    if (held.getOrDefault(model, 0) < state.policy.held() && !state.reservations.claims(job.id())) {
      Prospect prospect = Prospect.of(state.space(), job, now);
      held.merge(model, 1, Integer::sum);
      if (prospect != null) {
        state.reservations.hold(job, prospect);
      }
    }
    return false;
  }

  private void askAgain(long at) {
    if (at > now) {
      askAgainAt = Math.min(askAgainAt, at);
    }
  }
}
