package dev.penstock.dispatch.queueing;

import java.util.List;

/** A job on its way. */
final class Task {
  private final Job job;
  private final Share queue;
  private final long submitted;
  private List<Slot> slots = List.of();
  private long startedAt;
  private long ranBefore;
  private long lost;
  private int evictions;
  private long key;

  Task(Job job, Share queue, long submitted) {
    this.job = job;
    this.queue = queue;
    this.submitted = submitted;
  }

  Task copy(Share copied) {
    Task copy = new Task(job, copied, submitted);
    copy.slots = slots;
    copy.startedAt = startedAt;
    copy.ranBefore = ranBefore;
    copy.lost = lost;
    copy.evictions = evictions;
    copy.key = key;
    return copy;
  }

  /** Whether it was told how long it runs. */
  boolean told() {
    return job.toldSeconds() != null;
  }

  long id() {
    return job.id();
  }

  int cards() {
    return job.cards();
  }

  Share queue() {
    return queue;
  }

  long submitted() {
    return submitted;
  }

  List<Slot> slots() {
    return slots;
  }

  boolean running() {
    return !slots.isEmpty();
  }

  int evictions() {
    return evictions;
  }

  /** Its place in the order of those that wait; the lower goes first. */
  long key() {
    return key;
  }

  void key(long key) {
    this.key = key;
  }

  /** When it last started, in seconds. */
  long startedAt() {
    return startedAt;
  }

  /** Seconds for which it has run, less what evictions have cost it. */
  long attained(long now) {
    return Math.max(0, ranBefore + (running() ? now - startedAt : 0) - lost);
  }

  /** Seconds that it has still to run by what was told of it. */
  long toldLeft(long now) {
    Long told = job.toldSeconds();
    if (told == null) {
      throw new IllegalArgumentException(
          "job %d: this policy must be told how long it runs".formatted(job.id()));
    }
    return told + lost - ranBefore - (running() ? now - startedAt : 0);
  }

  void start(long now, List<Slot> on) {
    slots = on;
    startedAt = now;
  }

  /** Loses its node, and what it has done since it last had done a multiple of so many seconds. */
  void interrupt(long now, long checkpointSeconds) {
    ranBefore += now - startedAt;
    lost += Math.max(0, ranBefore - lost) % checkpointSeconds;
    slots = List.of();
  }

  /** Gives up its cards, and so much of its work. */
  void evict(long now, long lostSeconds) {
    ranBefore += now - startedAt;
    lost += lostSeconds;
    evictions++;
    slots = List.of();
  }
}
