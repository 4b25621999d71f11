package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** One decision in the making. */
final class Round {
  /** So many of a line are looked at beyond one for which there is only room that is kept. */
  private static final int LOOKED_BEYOND = 50;

  private final State state;
  private final Placer placer;
  private final Rights rights;
  private final Reclaim reclaim;
  private final long now;
  private final List<Cycle.Start> starts = new ArrayList<>();
  private final Map<Line, Integer> beyond = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private final TreeSet<Branch> tops = new TreeSet<>(Branch.NEXT);
  private long askAgainAt = Cycle.NEVER;

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
    for (Branch branch : state.branches()) {
      branch.openBranches.clear();
      branch.openLines.clear();
    }
    for (Branch branch : state.branches()) {
      for (Line line : branch.lines.values()) {
        if (line.open()) {
          branch.openLines.add(line);
        }
      }
      if (!branch.openLines.isEmpty()) {
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
      if (at.openBranches.size() > 1 || !at.openLines.isEmpty()) {
        return;
      }
      at.rank(state.capacity(), now);
    }
    tops.add(at);
  }

  private void serve() {
    while (!tops.isEmpty()) {
      Branch leaf = tops.first();
      while (leaf.openLines.isEmpty()) {
        leaf = leaf.openBranches.first();
      }
      serve(leaf);
    }
  }

  /**
   * Looks at the first of a leaf; whatever comes of it, the leaf's place among the others moves.
   */
  private void serve(Branch leaf) {
    Line line = Objects.requireNonNull(leaf.openLines.pollFirst());
    unlist(leaf);
    Job job = line.head;
    boolean again;
    if (start(job)) {
      again = job.line == line || line.advance();
    } else {
      again = keptOnly && mayLookBeyond(line) && line.advance();
    }
    if (again) {
      leaf.openLines.add(line);
    }
    relist(leaf);
  }

  private boolean mayLookBeyond(Line line) {
    return beyond.merge(line, 1, Integer::sum) <= LOOKED_BEYOND;
  }

  private void unlist(Branch leaf) {
    for (Branch at = leaf; at != null; at = at.parent) {
      (at.parent == null ? tops : at.parent.openBranches).remove(at);
    }
  }

  private void relist(Branch leaf) {
    for (Branch at = leaf; at != null; at = at.parent) {
      if (!at.openLines.isEmpty() || !at.openBranches.isEmpty()) {
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
      job.reason = new Reason.NoRoom(0, 0, 0);
      return blocked(job);
    }
    return switch (placer.place(job, rights.ranks(job, state.capacity()), now)) {
      case Attempt.Found(var pieces) -> {
        commit(job, pieces);
        yield true;
      }
      case Attempt.NoRoom() -> {
        job.kind().noRoomAt = state.freed();
        job.reason = new Reason.NoRoom(0, 0, 0);
        yield blocked(job);
      }
      case Attempt.Kept(var owner, long from) -> {
        job.reason = new Reason.Kept(owner, from);
        keptOnly = true;
        yield blocked(job);
      }
    };
  }

  private void commit(Job job, List<Run.Piece> pieces) {
    long[] holds = new long[0];
    for (Run.Piece piece : pieces) {
      Demand demand = job.work().roles().get(piece.role()).demand();
      holds = Resources.add(holds, state.resources.vector(demand, 1), 1);
    }
    Run run = new Run(job, job.takeTask(), pieces, pieces.size(), holds, now);
    state.start(run, now);
    released |= state.reservations.drop(job.id());
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
    if (!state.reservations.keepsFor(job) && held.getOrDefault(model, 0) < state.policy.held()) {
      Prospect prospect = Prospect.of(state.space(), job, now);
      if (prospect != null) {
        state.reservations.hold(job, prospect);
        held.merge(model, 1, Integer::sum);
      }
    }
    return false;
  }

  private void askAgainIn(long time) {
    if (time <= Long.MAX_VALUE - now) {
      askAgain(now + time);
    }
  }

  private void askAgain(long at) {
    if (at > now) {
      askAgainAt = Math.min(askAgainAt, at);
    }
  }
}
