package dev.penstock.bench.simulate.packing;

import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A cluster at 90 % of its cards where tasks come and go: random ones end and as many of the mix
 * are placed, again and again. The seed is the same for every scheduler.
 *
 * @param <S> how the scheduler names where a task runs
 */
public final class Turnover<S> {
  private static final double FULL = 0.9;
  private static final long SEED = 1;

  /** A scheduler that is measured. */
  public interface Placer<S> {
    /**
     * Starts tasks in their order.
     *
     * @param spots takes where each runs, null for one that fits nowhere now
     */
    void place(List<Task> tasks, List<@Nullable S> spots);

    /** The task that runs there has ended. */
    void end(S spot);
  }

  private record Running<S>(Task task, S spot) {}

  private final Placer<S> placer;
  private final OpenbCluster cluster;
  private final int batch;
  private final Random random = new Random(SEED);
  private final List<Running<S>> running = new ArrayList<>();
  // used again in every turn: the scheduler is measured, not this
  private final List<Task> ended = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final List<@Nullable S> spots = new ArrayList<>();
  private int missing;

  /**
   * Fills the cluster.
   *
   * @param batch how many tasks end and come at once
   */
  public Turnover(Placer<S> placer, OpenbCluster cluster, int batch) {
    this.placer = placer;
    this.cluster = cluster;
    this.batch = batch;
    long used = 0;
    while (used < FULL * cluster.capacity()) {
      draw(batch);
      place();
      for (int at = 0; at < batch; at++) {
        used += start(at) ? tasks.get(at).totalMilli() : 0;
      }
    }
  }

  /**
   * Ends a batch and places another.
   *
   * @return how many were placed
   */
  public int turn() {
    ended.clear();
    for (int at = 0; at < batch; at++) {
      ended.add(endOne());
    }
    draw(batch + missing);
    missing = 0;
    int placed = placeAll();
    if (missing > 0) {
      // what has ended fits where it was, unless others of the batch have taken the place
      tasks.clear();
      tasks.addAll(ended.subList(0, Math.min(missing, batch)));
      missing -= tasks.size();
      placed += placeAll();
    }
    return placed;
  }

  private int placeAll() {
    place();
    int placed = 0;
    for (int at = 0; at < tasks.size(); at++) {
      placed += start(at) ? 1 : 0;
    }
    missing += tasks.size() - placed;
    return placed;
  }

  private void place() {
    spots.clear();
    placer.place(tasks, spots);
  }

  private void draw(int count) {
    tasks.clear();
    for (int at = 0; at < count; at++) {
      tasks.add(cluster.tasks().get(random.nextInt(cluster.tasks().size())));
    }
  }

  private Task endOne() {
    int at = random.nextInt(running.size());
    Running<S> last = running.removeLast();
    Running<S> chosen = at == running.size() ? last : running.set(at, last);
    placer.end(chosen.spot);
    return chosen.task;
  }

  private boolean start(int at) {
    S spot = spots.get(at);
    if (spot != null) {
      running.add(new Running<>(tasks.get(at), spot));
    }
    return spot != null;
  }
}
