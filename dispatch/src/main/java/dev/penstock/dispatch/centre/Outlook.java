package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is free on a node at some time to come, if all runs as long as it may. */
final class Outlook {
  private final Place place;
  private final int[] cards;
  private long cores;
  private long memory;

  /**
   * The outlook of a node.
   *
   * @param gone runs that will have been stopped by then
   */
  Outlook(Place place, long at, Collection<Run> gone) {
    this.place = place;
    Node node = place.node();
    cards = new int[node.cards()];
    cores = node.milliCores();
    memory = node.memoryMiB();
    for (int card = 0; card < cards.length; card++) {
      cards[card] = (node.faulty() >>> card & 1) == 1 ? 0 : Task.WHOLE;
    }
    for (Run run : place.runs) {
      if (run.endsBy() > at && !run.stopping() && !gone.contains(run)) {
        for (Run.Piece piece : run.pieces()) {
          if (piece.place() == place) {
            take(piece.spot().task(), piece.spot().cards());
          }
        }
      }
    }
  }

  private Outlook(Outlook other) {
    place = other.place;
    cards = other.cards.clone();
    cores = other.cores;
    memory = other.memory;
  }

  /** What the run has there is free again. */
  void release(Run run) {
    for (Run.Piece piece : run.pieces()) {
      if (piece.place() == place) {
        Task task = piece.spot().task();
        cores += task.milliCores();
        memory += task.memoryMiB();
        for (int left = piece.spot().cards(); left != 0; left &= left - 1) {
          cards[Integer.numberOfTrailingZeros(left)] += task.cardMilli();
        }
      }
    }
  }

  boolean fits(Demand demand) {
    return demand.milliCores() <= cores && demand.memoryMiB() <= memory && choose(demand) >= 0;
  }

  private void take(Task task, int bits) {
    cores -= task.milliCores();
    memory -= task.memoryMiB();
    for (int left = bits; left != 0; left &= left - 1) {
      cards[Integer.numberOfTrailingZeros(left)] -= task.cardMilli();
    }
  }

  /** Takes room for the demand; false, and nothing taken, where there is none. */
  boolean take(Demand demand) {
    if (!fits(demand)) {
      return false;
    }
    take(demand.task(), choose(demand));
    return true;
  }

  /** Takes these very cards; false, and nothing taken, where there is no room. */
  boolean take(Packer.Spot spot) {
    Task task = spot.task();
    boolean free = task.milliCores() <= cores && task.memoryMiB() <= memory;
    for (int left = spot.cards(); left != 0; left &= left - 1) {
      free &= cards[Integer.numberOfTrailingZeros(left)] >= task.cardMilli();
    }
    if (free) {
      take(task, spot.cards());
    }
    return free;
  }

  /** Where all of these would be, side by side; null where there is no room for them. */
  @Nullable List<Packer.Spot> spots(List<Demand> demands) {
    Outlook then = demands.size() == 1 ? this : new Outlook(this);
    List<Packer.Spot> spots = new ArrayList<>();
    for (Demand demand : demands) {
      if (!then.fits(demand)) {
        return null;
      }
      spots.add(new Packer.Spot(demand.task(), place.index, then.choose(demand)));
      if (then != this) {
        then.take(demand);
      }
    }
    return spots;
  }

  /** The cards as bits, -1 where there are not enough. */
  private int choose(Demand demand) {
    Node node = place.node();
    if (demand.cards() == 0) {
      return 0;
    }
    if (node.ringCards() > 0 && demand.wholeCards()) {
      int bits = Rings.choose(free(Task.WHOLE), node.ringCards(), cards.length, demand.cards());
      return bits == 0 ? -1 : bits;
    }
    int bits = free(demand.cardMilli());
    if (Integer.bitCount(bits) < demand.cards()) {
      return -1;
    }
    while (Integer.bitCount(bits) > demand.cards()) {
      bits &= ~mostFree(bits);
    }
    return bits;
  }

  private int free(int milli) {
    int bits = 0;
    for (int card = 0; card < cards.length; card++) {
      bits |= cards[card] >= milli ? 1 << card : 0;
    }
    return bits;
  }

  /** The card with the most free, the last of equals: it is left for others. */
  private int mostFree(int bits) {
    int best = -1;
    for (int card = 0; card < cards.length; card++) {
      if ((bits >>> card & 1) == 1 && (best < 0 || cards[card] >= cards[best])) {
        best = card;
      }
    }
    return 1 << best;
  }
}
