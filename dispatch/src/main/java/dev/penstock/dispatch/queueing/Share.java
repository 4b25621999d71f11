package dev.penstock.dispatch.queueing;

/** A queue's guaranteed share, and what it uses. */
final class Share {
  private final int index;
  private final String name;
  private final int guaranteed;
  private int used;
  private long askingSince = Decision.NEVER;

  Share(int index, String name, int guaranteed) {
    this.index = index;
    this.name = name;
    this.guaranteed = guaranteed;
  }

  Share copy() {
    Share copy = new Share(index, name, guaranteed);
    copy.used = used;
    copy.askingSince = askingSince;
    return copy;
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  int guaranteed() {
    return guaranteed;
  }

  /** Cards that its jobs hold. */
  int used() {
    return used;
  }

  void use(int cards) {
    used += cards;
  }

  /** Cards beyond its share; negative below it. */
  int over() {
    return used - guaranteed;
  }

  boolean covers(int cards) {
    return used + cards <= guaranteed;
  }

  /** Since when it waits for cards that its share covers; {@link Decision#NEVER} if it does not. */
  long askingSince() {
    return askingSince;
  }

  void asks(long now, boolean asking) {
    if (!asking) {
      askingSince = Decision.NEVER;
    } else if (askingSince == Decision.NEVER) {
      askingSince = now;
    }
  }
}
