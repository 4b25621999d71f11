package dev.penstock.bench.simulate.queueing;

import java.util.TreeMap;

/** What a queue has, wants and is owed while a trace is replayed. */
final class Ledger {
  private final int guaranteed;
  private final TreeMap<Integer, Integer> waiting = new TreeMap<>();
  private long wanted;
  private int used;
  private long askedSince = -1;
  private long longestAsked;
  private long at;
  private double receivedSeconds;
  private double deservedSeconds;

  Ledger(int guaranteed) {
    this.guaranteed = guaranteed;
  }

  void waits(int cards) {
    waiting.merge(cards, 1, Integer::sum);
    wanted += cards;
  }

  void starts(int cards) {
    waiting.merge(cards, -1, (count, less) -> count + less == 0 ? null : count + less);
    wanted -= cards;
    used += cards;
  }

  void frees(int cards) {
    used -= cards;
  }

  /** Nothing has changed from the last time to this one. */
  void passTo(long now) {
    double seconds = now - at;
    double deserved = Math.min(guaranteed, used + wanted);
    deservedSeconds += seconds * deserved;
    receivedSeconds += seconds * Math.min(used, deserved);
    at = now;
  }

  /** To be called when all that an instant brings is done. */
  void settle(long now) {
    boolean asks = !waiting.isEmpty() && used + waiting.firstKey() <= guaranteed;
    if (askedSince >= 0) {
      longestAsked = Math.max(longestAsked, now - askedSince);
    }
    if (!asks) {
      askedSince = -1;
    } else if (askedSince < 0) {
      askedSince = now;
    }
  }

  int guaranteed() {
    return guaranteed;
  }

  int used() {
    return used;
  }

  double receivedSeconds() {
    return receivedSeconds;
  }

  /** Card-seconds that its share covered and its jobs asked for. */
  double deservedSeconds() {
    return deservedSeconds;
  }

  /** The part of the deserved card-seconds that it got; 1 when it deserved none. */
  double received() {
    return deservedSeconds == 0 ? 1 : receivedSeconds / deservedSeconds;
  }

  /** The longest time for which a job of it waited that its share covered, in seconds. */
  long longestAsked() {
    return longestAsked;
  }
}
