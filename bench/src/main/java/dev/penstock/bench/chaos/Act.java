package dev.penstock.bench.chaos;

import java.time.Duration;

/**
 * One disturbance.
 *
 * @param at when it begins, since the stream of jobs began
 * @param which the server (0 or 1) or the node (from 1); 0 where there is only one
 * @param lasts how long the part is away before it is started or continued
 */
record Act(Duration at, Part part, int which, Duration lasts) {
  /** What may be hit, and for how long at most, in milliseconds. */
  enum Part {
    /** Killed and started again. */
    SERVER(0, 3_000),
    /** The one that decides: stopped by SIGSTOP for longer than its lease of 3 s, and continued. */
    LEADER(4_000, 9_000),
    SLURMCTLD(0, 6_000),
    /** Up to longer than Slurm waits for a node. */
    SLURMD(0, 16_000),
    SLURMDBD(0, 8_000),
    SLURMRESTD(0, 6_000),
    /** Stopped and started. */
    POSTGRES(500, 6_000);

    final int shortest;
    final int longest;

    Part(int shortest, int longest) {
      this.shortest = shortest;
      this.longest = longest;
    }

    /** Servers are hit one at a time, so that another can answer. */
    boolean isServer() {
      return this == SERVER || this == LEADER;
    }
  }

  Duration end() {
    return at.plus(lasts);
  }

  /** Whether both can't be away at once. */
  boolean clashes(Act other) {
    boolean same = part == other.part && which == other.which;
    boolean servers = part.isServer() && other.part.isServer();
    return (same || servers) && at.compareTo(other.end()) <= 0 && other.at.compareTo(end()) <= 0;
  }
}
