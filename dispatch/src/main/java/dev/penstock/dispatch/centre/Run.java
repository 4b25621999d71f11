package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import java.util.List;

/** A task that runs, or has its place. */
final class Run {
  private final Job job;
  private final int index;
  private final List<Piece> pieces;
  private final long[] holds;
  private final long startedAt;
  private final int ranks;
  private long checkpoint;
  private boolean stopping;

  /**
   * A run.
   *
   * @param ranks how many ranks it has, on nodes that are gone, too
   */
  Run(Job job, int index, List<Piece> pieces, int ranks, long[] holds, long startedAt) {
    this.ranks = ranks;
    this.job = job;
    this.index = index;
    this.pieces = pieces;
    this.holds = holds;
    this.startedAt = startedAt;
    this.checkpoint = startedAt;
  }

  /** The same on other nodes. */
  Run on(List<Piece> others) {
    return of(job, others);
  }

  /** The same of a job's copy. */
  Run of(Job copy, List<Piece> others) {
    Run moved = new Run(copy, index, others, ranks, holds, startedAt);
    moved.checkpoint = checkpoint;
    moved.stopping = stopping;
    return moved;
  }

  /** A rank's part of a node. */
  record Piece(Place place, Packer.Spot spot, int role) {}

  /** Makes its nodes know of it, each once, however many ranks of it run there. */
  void enter() {
    pieces.stream().map(Piece::place).distinct().forEach(place -> place.runs.add(this));
  }

  Job job() {
    return job;
  }

  TaskId id() {
    return new TaskId(job.id(), index);
  }

  int index() {
    return index;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** What it holds of each resource. */
  long[] holds() {
    return holds;
  }

  long startedAt() {
    return startedAt;
  }

  /** When it has ended at the latest; for ever when nothing says so. */
  long endsBy() {
    return job.work().endsBy(startedAt);
  }

  /** What stops now goes on from here. */
  void checkpoint(long at) {
    checkpoint = Math.max(checkpoint, at);
  }

  boolean stopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
  }

  /** Whether it may be stopped; what a decision starts is not stopped by the same one. */
  boolean mayBeStopped(long now) {
    return job.work().preemptible() && !stopping && startedAt < now;
  }

  /** Whether it is no gang, and has its node still. */
  boolean isSingle() {
    return ranks == 1 && pieces.size() == 1;
  }

  /** Card-milliseconds that a stop loses; of what has no cards, cores count as cards. */
  double lost(long now) {
    long cards = 0;
    for (int i = Resources.MEMORY + 1; i < holds.length; i++) {
      cards += holds[i];
    }
    return (double) Math.max(1, now - checkpoint) * Math.max(1, cards == 0 ? holds[0] : cards);
  }
}
