package dev.penstock.dispatch.backfill;

/** The latest ended jobs of one kind, newest first; older ones are forgotten. */
final class Latest {
  private final long[] requested;
  private final long[] ranFor;
  private int size;
  private int next;

  Latest(int capacity) {
    requested = new long[capacity];
    ranFor = new long[capacity];
  }

  void add(long requestedSeconds, long ranForSeconds) {
    requested[next] = requestedSeconds;
    ranFor[next] = ranForSeconds;
    next = (next + 1) % requested.length;
    size = Math.min(size + 1, requested.length);
  }

  int size() {
    return size;
  }

  boolean full() {
    return size == requested.length;
  }

  /** Of the index-th newest, in seconds. */
  long requested(int index) {
    return requested[at(index)];
  }

  /** Of the index-th newest, in seconds. */
  long ranFor(int index) {
    return ranFor[at(index)];
  }

  private int at(int index) {
    return Math.floorMod(next - 1 - index, requested.length);
  }
}
