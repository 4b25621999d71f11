package dev.penstock.bench.simulate.variant;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which node goes and comes back when. Each node's times are drawn from the seed and its number
 * alone: with more nodes the others fail as they did.
 */
public final class FaultPlan {
  /** Never. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int LEAST_BOUND = 100_000;
  private static final int BOUND_PER_NODE = 1_000;
  private static final double HOUR = 3_600;

  /**
   * A node's change.
   *
   * @param time in seconds
   * @param node its number
   * @param lost whether it goes; else it comes back
   */
  public record Change(long time, int node, boolean lost) {}

  /** Nodes fail so often that jobs make no headway. */
  public static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Endless(Faults faults, int changes) {
      super(
          ("--faults: after %,d failures and repairs (each node every %s h) there is still work"
                  + " left; give longer times between failures, or a shorter --checkpoint")
              .formatted(changes, faults.betweenHours()));
    }
  }

  private final @Nullable Faults faults;
  private final PriorityQueue<Change> next =
      new PriorityQueue<>(Comparator.comparingLong(Change::time).thenComparingInt(Change::node));
  private final SplittableRandom[] random;
  private final int most;
  private int taken;

  /**
   * A plan.
   *
   * @param faults null for none
   * @param nodes how many
   * @param seed the same gives the same plan
   * @param from when all are there, in seconds
   */
  public FaultPlan(@Nullable Faults faults, int nodes, long seed, long from) {
    this.faults = faults;
    most = Math.max(LEAST_BOUND, BOUND_PER_NODE * Math.min(nodes, 1_000_000));
    random = new SplittableRandom[faults == null ? 0 : nodes];
    for (int node = 0; faults != null && node < nodes; node++) {
      // the first split of a generator mixes seeds that are close to each other
      random[node] = new SplittableRandom(seed * 1_000_003 + node).split();
      next.add(new Change(from + drawn(node, faults.betweenHours()), node, true));
    }
  }

  /** When the next node goes or comes; {@link #NEVER} where none ever fails. */
  public long next() {
    Change change = next.peek();
    return change == null ? NEVER : change.time();
  }

  /**
   * Takes the change of {@link #next}.
   *
   * @throws Endless after so many that work can hardly end
   */
  public Change take() {
    Change change = next.remove();
    if (faults == null) {
      throw new IllegalStateException("nothing fails");
    }
    if (taken++ >= most) {
      throw new Endless(faults, most);
    }
    double hours = change.lost() ? faults.repairHours() : faults.betweenHours();
    next.add(
        new Change(change.time() + drawn(change.node(), hours), change.node(), !change.lost()));
    return change;
  }

  private long drawn(int node, double meanHours) {
    double part = 1 - random[node].nextDouble();
    return 1 + Math.round(-Math.log(part) * meanHours * HOUR);
  }
}
