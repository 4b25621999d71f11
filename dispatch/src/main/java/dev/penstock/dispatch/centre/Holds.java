package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a start would take room that is kept for others. */
final class Holds {
  private Holds() {}

  /**
   * The first of others' holds that a start there would break; null for none.
   *
   * @param mine what it would take there, all ranks of it
   * @param gone what will have been stopped by then
   */
  static @Nullable Hold broken(
      Place place, Job job, List<Packer.Spot> mine, Collection<Run> gone, long start, long end) {
    List<Hold> foreign = foreign(place.holds, job, start, end);
    for (Hold hold : foreign) {
      if (!keeps(place, foreign, mine, gone, Math.max(start, hold.from()))) {
        return hold;
      }
    }
    return null;
  }

  private static List<Hold> foreign(List<Hold> holds, Job job, long start, long end) {
    if (holds.isEmpty()) {
      return holds;
    }
    List<Hold> foreign = new ArrayList<>();
    for (Hold hold : holds) {
      if (hold.from() < end && hold.to() > start && !hold.isFor(job)) {
        foreign.add(hold);
      }
    }
    return foreign;
  }

  private static boolean keeps(
      Place place, List<Hold> holds, List<Packer.Spot> mine, Collection<Run> gone, long at) {
    Outlook then = new Outlook(place, at, gone);
    for (Packer.Spot spot : mine) {
      if (!then.take(spot)) {
        // what is free now is not free then only where a card has failed in between
        return false;
      }
    }
    for (Hold hold : holds) {
      if (hold.from() <= at && hold.to() > at) {
        Demand rest = rest(place, hold, at);
        if (rest == null || !then.take(rest)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What of a hold its owners do not use at that time; null for the whole node. */
  private static @Nullable Demand rest(Place place, Hold hold, long at) {
    Demand demand = hold.demand();
    if (demand == null || hold.queue() == null) {
      return demand;
    }
    int cards = demand.cards();
    int cores = demand.milliCores();
    int memory = demand.memoryMiB();
    for (Run run : place.runs) {
      if (run.startedAt() >= hold.from()
          && run.endsBy() > at
          && !run.stopping()
          && hold.isFor(run.job())) {
        for (Run.Piece piece : run.pieces()) {
          if (piece.place() == place) {
            cards -= Integer.bitCount(piece.spot().cards());
            cores -= piece.spot().task().milliCores();
            memory -= piece.spot().task().memoryMiB();
          }
        }
      }
    }
    return cards > 0
        ? new Demand(
            demand.model(), cards, demand.cardMilli(), Math.max(0, cores), Math.max(0, memory))
        : Demand.cpu(Math.max(0, cores), Math.max(0, memory));
  }
}
