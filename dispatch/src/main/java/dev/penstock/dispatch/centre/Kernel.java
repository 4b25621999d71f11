package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who runs next, and where, by events. Times are milliseconds since 1970 and never go back.
 * What {@link #decide} returns is taken as done: what it starts holds its place until its end is
 * told, what it stops does so until then.
 *
 * <p>Not safe for use by several threads. The same calls give the same answers.
 */
public final class Kernel {
  private final State state;
  private final Stops stops;
  private long last = Long.MIN_VALUE;

  /** A kernel that knows of nothing yet. */
  public Kernel(Policy policy) {
    this.state = new State(policy);
    this.stops = new Stops(policy.stopsPerHour());
  }

  /** How a task ended. */
  public enum End {
    /** Well. */
    OK,
    /** Not well; it is not tried again. */
    FAILED,
    /** It waits again: it was stopped for others, lost with its node, or is tried again. */
    AGAIN
  }

  /** All nodes that there are, as they are now; what runs on one that is missing holds no more. */
  public void nodes(Collection<Node> nodes) {
    state.nodes(nodes);
  }

  /** One node is new or has changed. */
  public void node(Node node) {
    state.node(node);
  }

  /**
   * A queue is new or has changed. It keeps its parent.
   *
   * @throws IllegalArgumentException when its parent is unknown
   */
  public void queue(Queue queue) {
    state.queue(queue);
  }

  /** Whether there is a queue of that name. */
  public boolean hasQueue(String name) {
    return state.branch(name) != null;
  }

  /** What compute costs from now on. */
  public void costs(long now, CostCurve curve) {
    moveTo(now);
    state.costs(curve, now);
  }

  /**
   * Room is kept in advance, or otherwise than before.
   *
   * @throws IllegalArgumentException when its queue is unknown
   */
  public void reserve(Reservation reservation) {
    if (reservation.queue() != null && !hasQueue(reservation.queue())) {
      throw new IllegalArgumentException(
          "reservation %s: queue %s is unknown".formatted(reservation.id(), reservation.queue()));
    }
    state.reservations.put(reservation);
  }

  /** Room is kept no longer. */
  public void unreserve(UUID reservation) {
    state.reservations.remove(reservation);
  }

  /** The nodes that a reservation has, as of the last decision. */
  public List<String> reserved(UUID reservation) {
    return state.reservations.nodes(reservation);
  }

  /** How many nodes a reservation wants and does not have, as of the last decision. */
  public int missing(UUID reservation) {
    return state.reservations.missing(reservation);
  }

  /**
   * A workload has come.
   *
   * @throws IllegalArgumentException when its id is known or its queue is not
   */
  public void submit(long now, Workload work) {
    moveTo(now);
    state.enter(state.add(work), now);
  }

  /** As below, where none of those that have ended went wrong. */
  public void adopt(
      long now, Workload work, int next, Collection<Integer> again, List<Running> running) {
    adopt(now, work, next, again, /* failed= */ false, running);
  }

  /**
   * A workload of which tasks have been started before, as after a restart. What it comes after
   * must be there before it.
   *
   * @param next the first task that never had a place
   * @param again those before it that wait again
   * @param failed whether one of those that have ended did not end well
   * @param running what runs, with its places
   * @throws IllegalArgumentException when its id is known or its queue is not
   */
  public void adopt(
      long now,
      Workload work,
      int next,
      Collection<Integer> again,
      boolean failed,
      List<Running> running) {
    moveTo(now);
    Job job = state.add(work);
    job.skip(next, again);
    if (failed) {
      job.failed();
    }
    for (Running it : running) {
      job.adopt(it.index());
      state.start(run(job, it), now);
    }
    state.enter(job, now);
  }

  /** A task that runs already. */
  public record Running(int index, long startedAt, List<Slot> slots) {
    public Running {
      slots = List.copyOf(slots);
    }
  }

  private Run run(Job job, Running running) {
    List<Run.Piece> pieces = new ArrayList<>();
    long[] holds = new long[0];
    for (Slot slot : running.slots()) {
      Demand demand = job.work().roles().get(slot.role()).demand();
      holds = Resources.add(holds, state.resources.vector(demand, 1), 1);
      Place place = state.space().place(slot.node());
      if (place != null && place.hasCards(slot.cards())) {
        pieces.add(new Run.Piece(place, place.put(demand.task(), slot.cards()), slot.role()));
      }
    }
    return new Run(
        job, running.index(), pieces, running.slots().size(), holds, running.startedAt());
  }

  /**
   * A task has ended.
   *
   * @throws IllegalArgumentException when it does not run
   */
  public void ended(long now, TaskId task, End end) {
    moveTo(now);
    Run run = state.runs.get(task);
    if (run == null) {
      throw new IllegalArgumentException("task %s does not run".formatted(task));
    }
    state.release(run, now);
    Job job = run.job();
    if (end == End.AGAIN) {
      job.taskBack(run.index());
    } else {
      state.history.learn(job, now - run.startedAt());
      job.taskEnded();
      if (end == End.FAILED) {
        job.failed();
      }
    }
    if (job.finished()) {
      state.finish(job, job.hasDoneWell(), now);
    } else if (job.line == null) {
      state.enter(job, now);
    }
  }

  /** A workload is withdrawn; what of it runs goes on until its end is told. */
  public void withdraw(long now, UUID workload) {
    moveTo(now);
    Job job = state.jobs.get(workload);
    if (job != null) {
      state.leave(job);
      state.reservations.drop(workload);
      job.withdraw();
      if (job.finished()) {
        state.finish(job, false, now);
      }
    }
  }

  /** Lets go of a workload and all that runs of it, as if it had never been. */
  public void forget(long now, UUID workload) {
    moveTo(now);
    Job job = state.jobs.get(workload);
    if (job != null) {
      List.copyOf(job.runs()).forEach(run -> state.release(run, now));
      state.drop(job);
    }
  }

  /** What of a workload has no place; null when it is unknown. */
  public @Nullable Tasks tasks(UUID workload) {
    Job job = state.jobs.get(workload);
    return job == null ? null : new Tasks(job.next(), Set.copyOf(job.again()));
  }

  /**
   * The tasks that wait.
   *
   * @param next the first that never had a place
   * @param again those before it that wait again
   */
  public record Tasks(int next, Set<Integer> again) {
    public Tasks {
      again = Set.copyOf(again);
    }
  }

  /** A start was refused: the task waits again, and is not tried before then. */
  public void refused(long now, TaskId task, long until) {
    Run run = state.runs.get(task);
    if (run != null) {
      run.job().refusedUntil(until);
      state.leave(run.job());
      ended(now, task, End.AGAIN);
    }
  }

  /** No start of the workload is tried before then. */
  public void postpone(long now, UUID workload, long until) {
    moveTo(now);
    Job job = state.jobs.get(workload);
    if (job != null) {
      state.leave(job);
      job.refusedUntil(until);
      state.enter(job, now);
    }
  }

  /** A refused workload may be tried again at once. */
  public void reconsider(long now, UUID workload) {
    moveTo(now);
    Job job = state.jobs.get(workload);
    if (job != null && job.refusedUntil() > now) {
      job.refusedUntil(now);
      state.enter(job, now);
    }
  }

  /** What is stopped now goes on from here: the task has kept its state. */
  public void checkpoint(long at, TaskId task) {
    Run run = state.runs.get(task);
    if (run != null) {
      run.checkpoint(at);
    }
  }

  /** What is to be done now; to be asked after events, and at {@link Cycle#askAgainAt}. */
  public Cycle decide(long now) {
    moveTo(now);
    return new Round(state, stops, now).run();
  }

  /** The first rule that holds a workload back; empty when it is unknown or no task of it waits. */
  public Optional<Reason> explain(long now, UUID workload) {
    return new Explaining(state, now).reason(workload);
  }

  /**
   * Whether a workload would start if it came now: everybody else has just been looked at, and none
   * of them can.
   */
  public boolean startsNow(long now, Workload work) {
    return new Trial(state, now).starts(work);
  }

  /** The same, were every node ready. */
  public boolean startsIfAllWereReady(long now, Workload work) {
    return new Trial(state, now).startsIfAllWereReady(work);
  }

  /**
   * When there will be room for a workload at the latest, as far as that is known: if all that runs
   * does so as long as it may, and nobody goes before it. Empty where something without an end
   * stands in the way, or no node could ever hold it.
   */
  public OptionalLong roomBy(long now, Workload work) {
    return new Trial(state, now).roomBy(work);
  }

  /** A workload that waits or runs; null when it is unknown. */
  public @Nullable Workload workload(UUID id) {
    Job job = state.jobs.get(id);
    return job == null ? null : job.work();
  }

  /** The tasks that have a place. */
  public Set<TaskId> tasks() {
    return Collections.unmodifiableSet(state.runs.keySet());
  }

  /** The tasks of a workload that have a place. */
  public List<TaskId> tasksOf(UUID workload) {
    Job job = state.jobs.get(workload);
    return job == null ? List.of() : job.runs().stream().map(Run::id).toList();
  }

  /** How many of a workload's tasks wait; 0 when it is unknown. */
  public int waiting(UUID workload) {
    Job job = state.jobs.get(workload);
    return job == null ? 0 : job.waitingTasks();
  }

  /** A kernel in the same state, to play forward. */
  public Kernel copy(long now) {
    return copy(now, state.policy);
  }

  /** The same under another policy. */
  public Kernel copy(long now, Policy policy) {
    Kernel copy = new Kernel(policy);
    state.copyTo(copy.state, now);
    copy.last = last;
    return copy;
  }

  /** How long a task that has run so long may go on, drawn from those like it that have ended. */
  long sample(TaskId task, long attained, RandomGenerator random) {
    Run run = state.runs.get(task);
    return run == null ? 0 : state.history.sample(run.job(), attained, random);
  }

  /** When a running task started. */
  long startedAt(TaskId task) {
    Run run = state.runs.get(task);
    return run == null ? Long.MAX_VALUE : run.startedAt();
  }

  /** What waits, the longest waiting first. */
  List<UUID> waiting() {
    return state.waiting.stream().map(Job::id).toList();
  }

  /** The nodes that there are. */
  public List<Node> nodes() {
    return state.space().places().stream().map(Place::node).toList();
  }

  /** The policy that it decides by. */
  public Policy policy() {
    return state.policy;
  }

  /** What the queues use and have a right to. */
  public List<QueueUse> queues() {
    return state.branches().stream()
        .map(
            it ->
                new QueueUse(it.queue(), it.usage(state.resources), it.dominant(state.capacity())))
        .toList();
  }

  /**
   * What a queue uses.
   *
   * @param dominant the largest part that it has of any resource, 0 to 1
   */
  public record QueueUse(Queue queue, Amounts used, double dominant) {}

  /** How many workloads there are of which a task waits or runs. */
  public int size() {
    return state.jobs.size();
  }

  /** The time of the last event, in milliseconds since 1970. */
  public long time() {
    return last;
  }

  /** How many tasks have a place. */
  public int running() {
    return state.runs.size();
  }

  /** For tests that look at what is kept. */
  State state() {
    return state;
  }

  private void moveTo(long now) {
    if (now < last) {
      throw new IllegalArgumentException("time %d is before %d".formatted(now, last));
    }
    last = now;
  }
}
