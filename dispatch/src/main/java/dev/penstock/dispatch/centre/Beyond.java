package dev.penstock.dispatch.centre;

import org.jspecify.annotations.Nullable;

/** Who of a line is worth a look in this round although its head does not start. */
final class Beyond {
  /** So many are looked at in vain. */
  private static final int MOST = 50;

  private final Line line;
  private final Reservations reservations;
  private boolean shorter;
  private long length = Long.MAX_VALUE;
  private boolean preemptible;
  private int looks;

  Beyond(Line line, Reservations reservations) {
    this.line = line;
    this.reservations = reservations;
  }

  /** For this one there was room, but such as is kept. */
  void kept(Job job) {
    shorter = true;
    length = Math.min(length, job.length());
    looks++;
  }

  /** This one would use what is guaranteed to others, and could not be stopped. */
  void guaranteed() {
    preemptible = true;
    looks++;
  }

  /** The next one behind that may fit; null for none. */
  @Nullable Job after(Job job) {
    boolean none =
        looks > MOST || (shorter && line.shortest() >= length && !reservations.claimsFor(line));
    return none ? null : line.after(job, this::mayFit);
  }

  /** What ends earlier may fit before what is kept begins; who owns a claim has other room. */
  private boolean mayFit(Job job) {
    return (!preemptible || job.work().preemptible())
        && (!shorter || job.length() < length || reservations.claims(job.id()));
  }
}
