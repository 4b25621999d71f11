package dev.penstock.engines.slurm;

import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.slurm.AttemptFolder.Handed;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the engine has in memory of one attempt; all of it can be read from the disk again. */
final class Attempt {
  /** Held while a hand-over to Slurm is under way. */
  final AtomicBoolean handing = new AtomicBoolean();

  private final AttemptFolder folder;
  private final StartOrder order;
  private volatile Observation seen;
  private volatile @Nullable Handed handed;

  /** What Slurm has lost. */
  private volatile @Nullable Handed lost;

  /** The last try to hand it over, by whatever server, of which all is known. */
  private volatile @Nullable Instant tried;

  /** Slurm was asked at this time to take it, and did not say whether it has. Null: it is known. */
  private volatile @Nullable Instant uncertainSince;

  private volatile @Nullable Instant missingSince;
  private volatile @Nullable Instant unavailableSince;
  private volatile @Nullable Instant killedAt;
  private volatile boolean asked;
  private final AtomicInteger handOvers = new AtomicInteger();

  Attempt(AttemptFolder folder, StartOrder order, Observation seen) {
    this.folder = folder;
    this.order = order;
    this.seen = seen;
  }

  UUID id() {
    return order.attempt();
  }

  AttemptFolder folder() {
    return folder;
  }

  StartOrder order() {
    return order;
  }

  Observation seen() {
    return seen;
  }

  void see(Observation observation) {
    seen = observation;
  }

  boolean is(Phase phase) {
    return seen.phase() == phase;
  }

  /** Slurm's number, 0 while it has none. */
  long job() {
    Handed known = handed;
    return known == null ? 0 : known.job();
  }

  /** Slurm has it under this number. */
  void handed(Handed known) {
    handed = known;
    uncertainSince = null;
    missingSince = null;
    asked = false;
    killedAt = null;
  }

  /** It has to be handed over again. */
  void lost() {
    lost = handed;
    handed = null;
    missingSince = null;
  }

  boolean isLost(Handed known) {
    return known.equals(lost);
  }

  /** Knows of a try; false when that is news, so that Slurm must be looked at first. */
  boolean knows(Instant lastTry) {
    boolean known = lastTry.equals(tried);
    tried = lastTry;
    return known;
  }

  void uncertain(Instant since) {
    uncertainSince = since;
  }

  @Nullable Instant uncertainSince() {
    return uncertainSince;
  }

  /** Counts a hand-over; gives how many there were. */
  int countHandOver() {
    return handOvers.incrementAndGet();
  }

  /** Since when Slurm does not list it. */
  Instant missing(Instant now) {
    Instant since = missingSince;
    if (since == null) {
      missingSince = now;
      return now;
    }
    return since;
  }

  void found() {
    missingSince = null;
  }

  /** Since when its nodes are not available; null: they are. */
  @Nullable Instant unavailable(boolean is, Instant now) {
    if (!is) {
      unavailableSince = null;
    } else if (unavailableSince == null) {
      unavailableSince = now;
    }
    return unavailableSince;
  }

  boolean asked() {
    return asked;
  }

  void setAsked() {
    asked = true;
  }

  @Nullable Instant killedAt() {
    return killedAt;
  }

  void killed(Instant at) {
    killedAt = at;
  }
}
