package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who runs next on equal processors. It is told what happens and asked what to start; times
 * must not go backwards. The caller starts all that {@link #decide} returns.
 *
 * <p>Not safe for several threads.
 */
public final class BackfillKernel {
  private static final Comparator<Waiting> QUEUE =
      Comparator.comparingDouble((Waiting it) -> it.rank).thenComparingLong(it -> it.turn);

  private final Policy policy;
  private final Machine machine;
  private final Predictor predictor;
  private final Planner planner;
  private final List<Waiting> queue = new ArrayList<>();
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Map<Long, Waiting> started = new HashMap<>();
  private final Map<String, Set<Waiting>> byUser = new HashMap<>();
  private boolean unsorted;
  private long turns;
  private long latest = Long.MIN_VALUE;

  /**
   * @param processors how many there are, at least 1
   * @param policy how to decide
   */
  public BackfillKernel(int processors, Policy policy) {
    if (processors < 1) {
      throw new IllegalArgumentException("processors is " + processors + "; at least 1 is needed");
    }
    this.policy = policy;
    machine = new Machine(processors);
    predictor = Predictor.of(policy.runTimes());
    planner = Planner.of(policy, processors);
  }

  /**
   * A job is handed in.
   *
   * @throws IllegalArgumentException when it needs more processors than there are, or its id is
   *     known already
   */
  public void submit(long now, Job job) {
    advance(now);
    if (job.processors() > machine.processors()) {
      throw new IllegalArgumentException(
          "job %d needs %d processors; there are %d"
              .formatted(job.id(), job.processors(), machine.processors()));
    }
    if (waiting.containsKey(job.id()) || machine.runs(job.id())) {
      throw new IllegalArgumentException("job " + job.id() + " is known already");
    }
    enqueue(now, new Waiting(job, now, turns++, predictor.predict(job)));
  }

  private void enqueue(long now, Waiting it) {
    it.rank(policy.order(), now);
    queue.add(it);
    waiting.put(it.job.id(), it);
    byUser.computeIfAbsent(it.job.user(), user -> new HashSet<>()).add(it);
    unsorted = true;
    planner.submitted(now, it);
  }

  /**
   * A running job was interrupted, as its node is lost: it waits again, with the turn that it had.
   * Nothing is learnt from how long it ran.
   *
   * @param rest the job as it is to be run now, of the same id and width; what it saved may have
   *     made it shorter
   * @throws IllegalArgumentException when none of this id runs, or the width is another
   */
  public void interrupted(long now, Job rest) {
    advance(now);
    Waiting before = started.get(rest.id());
    if (before == null || before.job.processors() != rest.processors()) {
      throw new IllegalArgumentException(
          "job %d of %d processors does not run".formatted(rest.id(), rest.processors()));
    }
    end(now, rest.id());
    enqueue(now, new Waiting(rest, before.submitted, before.turn, predictor.predict(rest)));
  }

  /**
   * So many processors go away; they must be free, see {@link #interrupted}. Jobs that are wider
   * than what is left wait until they are back.
   *
   * @throws IllegalArgumentException when fewer are free
   */
  public void lost(long now, int processors) {
    advance(now);
    machine.lose(processors);
    sort(now);
    planner.resized(now, machine, queue);
  }

  /**
   * So many of the lost processors are there again.
   *
   * @throws IllegalArgumentException when fewer are lost
   */
  public void back(long now, int processors) {
    advance(now);
    machine.restore(processors);
    sort(now);
    planner.resized(now, machine, queue);
  }

  /**
   * A running job has ended, or a waiting one is withdrawn.
   *
   * @throws IllegalArgumentException when neither runs nor waits under this id
   */
  public void ended(long now, long id) {
    advance(now);
    Machine.Running ran = end(now, id);
    if (ran != null) {
      predictor.learn(ran.job(), now - ran.started());
      predictAgain(now, ran.job().user());
      return;
    }
    Waiting it = waiting.get(id);
    if (it == null) {
      throw new IllegalArgumentException("job " + id + " neither runs nor waits");
    }
    forget(Set.of(it));
    planner.withdrawn(now, it);
  }

  private Machine.@Nullable Running end(long now, long id) {
    Machine.Running ran = machine.end(id);
    if (ran != null) {
      started.remove(id);
      planner.ended(now, ran);
    }
    return ran;
  }

  /** The jobs to start now; from this call on they count as running. */
  public List<Job> decide(long now) {
    advance(now);
    if (queue.isEmpty() || machine.free() == 0) {
      return List.of();
    }
    sort(now);
    List<Waiting> starts = planner.starts(now, machine, queue);
    if (starts.isEmpty()) {
      return List.of();
    }
    for (Waiting it : starts) {
      machine.start(now, it.job);
      started.put(it.job.id(), it);
    }
    forget(new HashSet<>(starts));
    return starts.stream().map(it -> it.job).toList();
  }

  /**
   * When to ask again even if nothing happens until then: the first promised start. Empty where
   * nothing is promised.
   */
  public OptionalLong nextDecision() {
    return queue.stream().mapToLong(it -> it.promised).filter(it -> it < Long.MAX_VALUE).min();
  }

  /**
   * When a waiting job starts at the latest, as long as requested times hold; empty where the
   * policy promises nothing, or the job doesn't wait.
   */
  public OptionalLong promised(long id) {
    Waiting it = waiting.get(id);
    return it == null || it.promised == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(it.promised);
  }

  /** How many processors are free. */
  public int free() {
    return machine.free();
  }

  /** How many jobs wait. */
  public int waiting() {
    return queue.size();
  }

  private void sort(long now) {
    if (policy.order() instanceof Order.Shortest rule && rule.age() != 0) {
      queue.forEach(it -> it.rank(rule, now));
      unsorted = true;
    }
    if (unsorted) {
      queue.sort(QUEUE);
      unsorted = false;
    }
  }

  private void predictAgain(long now, String user) {
    for (Waiting it : byUser.getOrDefault(user, Set.of())) {
      it.prediction = predictor.predict(it.job);
      it.rank(policy.order(), now);
      unsorted = true;
    }
  }

  private void forget(Set<Waiting> gone) {
    queue.removeIf(gone::contains);
    for (Waiting it : gone) {
      waiting.remove(it.job.id());
      byUser.computeIfPresent(
          it.job.user(),
          (user, jobs) -> {
            jobs.remove(it);
            return jobs.isEmpty() ? null : jobs;
          });
    }
  }

  private void advance(long now) {
    if (now < latest) {
      throw new IllegalArgumentException(
          "the time is " + now + " after " + latest + "; it must not go backwards");
    }
    latest = now;
  }
}
