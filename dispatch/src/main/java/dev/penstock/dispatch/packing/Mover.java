package dev.penstock.dispatch.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for a task that fits nowhere, by moving small ones that run into holes elsewhere. A
 * task is only let in so when it brings enough for each move, and when every one that is moved has
 * a place; the moves are bounded by a share of the tasks that run.
 */
public final class Mover {
  /** Thousandths of cards that a move must bring. */
  private static final int GAIN = 200;

  private static final int NODES_TRIED = 48;

  private final Packer packer;
  private final NodePool pool;
  private final double share;
  private final List<List<Packer.Spot>> running = new ArrayList<>();
  private final Map<Integer, Packer.Spot> lost = new HashMap<>();
  private int placed;
  private int moves;

  /**
   * Moves tasks of this packer, all of which it has placed itself.
   *
   * @param share the most moves for each task that was placed, 0 for none
   */
  public Mover(Packer packer, NodePool pool, double share) {
    this.packer = packer;
    this.pool = pool;
    this.share = share;
    for (int node = 0; node < pool.nodes(); node++) {
      running.add(new ArrayList<>());
    }
  }

  /** How many tasks were moved so far. */
  public int moves() {
    return moves;
  }

  /** Starts the task, at once where it fits, else where moves make room; false where none do. */
  public boolean place(Task task) {
    Packer.Spot spot = packer.place(task);
    if (spot == null && task.cards() > 0 && (placed + 1) * share > moves) {
      spot = makeRoom(task);
    }
    if (spot == null) {
      return false;
    }
    running.get(spot.node()).add(spot);
    placed++;
    return true;
  }

  /**
   * A node is gone, and so is all that ran there; nothing is placed on it until it is {@link
   * #back}.
   *
   * @return the tasks that ran there, in the order in which they had come
   * @throws IllegalArgumentException when it is lost already
   */
  public List<Task> lost(int node) {
    if (lost.containsKey(node)) {
      throw new IllegalArgumentException("node %d is lost already".formatted(node));
    }
    List<Packer.Spot> spots = List.copyOf(running.get(node));
    spots.forEach(packer::end);
    running.get(node).clear();
    lost.put(node, packer.lose(node));
    return spots.stream().map(Packer.Spot::task).toList();
  }

  /**
   * A lost node is there again, empty.
   *
   * @throws IllegalArgumentException when it isn't lost
   */
  public void back(int node) {
    Packer.Spot spot = lost.remove(node);
    if (spot == null) {
      throw new IllegalArgumentException("node %d isn't lost".formatted(node));
    }
    packer.end(spot);
  }

  /**
   * What would have to go from a node.
   *
   * @param away the tasks that would be moved
   * @param milli what they hold in all
   */
  private record Plan(int node, List<Packer.Spot> away, int milli) {}

  private Packer.@Nullable Spot makeRoom(Task task) {
    int most = Math.min(task.totalMilli() / GAIN, (int) ((placed + 1) * share) - moves);
    List<Plan> plans = new ArrayList<>();
    for (int node = 0; node < pool.nodes() && most > 0; node++) {
      Plan plan = plan(node, task, most);
      if (plan != null) {
        plans.add(plan);
      }
    }
    plans.sort(
        Comparator.<Plan>comparingInt(it -> it.away.size())
            .thenComparingInt(Plan::milli)
            .thenComparingInt(Plan::node));
    for (Plan plan : plans.subList(0, Math.min(NODES_TRIED, plans.size()))) {
      Packer.Spot spot = carryOut(plan, task);
      if (spot != null) {
        return spot;
      }
    }
    return null;
  }

  private record Clearing(List<Packer.Spot> away, int milli) {}

  /** The cheapest clearing of enough cards of a node; null where it takes too many moves. */
  private @Nullable Plan plan(int node, Task task, int most) {
    if (pool.cards(node) < task.cards()) {
      return null;
    }
    List<Clearing> cards = new ArrayList<>();
    for (int card = 0; card < pool.cards(node); card++) {
      Clearing clearing = clearing(node, card, task.cardMilli(), most);
      if (clearing != null) {
        cards.add(clearing);
      }
    }
    if (cards.size() < task.cards()) {
      return null;
    }
    cards.sort(
        Comparator.<Clearing>comparingInt(it -> it.away.size()).thenComparingInt(Clearing::milli));
    List<Packer.Spot> away = new ArrayList<>();
    int milli = 0;
    for (Clearing it : cards.subList(0, task.cards())) {
      away.addAll(it.away);
      milli += it.milli;
    }
    boolean enough = away.size() <= most && !away.isEmpty() && hasRest(node, task, away);
    return enough ? new Plan(node, away, milli) : null;
  }

  private boolean hasRest(int node, Task task, List<Packer.Spot> away) {
    int cores = pool.milliCores(node);
    int memory = pool.memoryMiB(node);
    for (Packer.Spot spot : away) {
      cores += spot.task().milliCores();
      memory += spot.task().memoryMiB();
    }
    return cores >= task.milliCores() && memory >= task.memoryMiB();
  }

  /** The fewest tasks, and of these the smallest, that leave so much of a card free. */
  private @Nullable Clearing clearing(int node, int card, int wanted, int most) {
    int lack = wanted - pool.cardMilli(node, card);
    if (lack <= 0) {
      return new Clearing(List.of(), 0);
    }
    List<Packer.Spot> there =
        running.get(node).stream()
            .filter(it -> (it.cards() & 1 << card) != 0 && it.task().cards() == 1)
            .sorted(Comparator.comparingInt(it -> it.task().cardMilli()))
            .toList();
    List<Packer.Spot> away = new ArrayList<>();
    int milli = 0;
    for (Packer.Spot spot : there) {
      if (spot.task().cardMilli() >= lack) {
        return new Clearing(List.of(spot), spot.task().cardMilli());
      }
    }
    for (int at = there.size() - 1; at >= 0 && milli < lack && away.size() < most; at--) {
      away.add(there.get(at));
      milli += there.get(at).task().cardMilli();
    }
    return milli < lack ? null : new Clearing(away, milli);
  }

  /** Moves the tasks away and starts the new one; all stays as it was when one has no place. */
  private Packer.@Nullable Spot carryOut(Plan plan, Task task) {
    List<Packer.Spot> here = running.get(plan.node);
    plan.away.forEach(packer::end);
    if (!pool.fits(plan.node, task)) {
      plan.away.forEach(packer::putBack);
      return null;
    }
    Packer.Spot spot = packer.placeOn(plan.node, task);
    List<Packer.Spot> elsewhere = new ArrayList<>();
    for (Packer.Spot moved : plan.away) {
      Packer.Spot found = packer.place(moved.task());
      if (found == null) {
        elsewhere.forEach(packer::end);
        packer.end(spot);
        plan.away.forEach(packer::putBack);
        return null;
      }
      elsewhere.add(found);
    }
    here.removeAll(plan.away);
    elsewhere.forEach(it -> running.get(it.node()).add(it));
    moves += plan.away.size();
    return spot;
  }
}
