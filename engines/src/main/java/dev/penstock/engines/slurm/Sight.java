package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster can be seen. Nobody looks while there is nothing to look for, so that a
 * question which needs a look has one made, and waits for it.
 */
final class Sight {
  private final String cluster;
  private final Runnable waker;
  private boolean resting = true;
  private boolean closed;
  private long asked;
  private long answered;
  private volatile @Nullable EngineException trouble;

  /**
   * @param cluster its name, for messages
   * @param waker has somebody look soon
   */
  Sight(String cluster, Runnable waker) {
    this.cluster = cluster;
    this.waker = waker;
  }

  /** Why the last look failed; null when it did not. */
  @Nullable EngineException trouble() {
    return trouble;
  }

  /** Throws while the cluster can't be seen, by what is known of the last look. */
  void check() {
    EngineException why = trouble;
    if (why != null) {
      throw new EngineException(
          Blame.PLATFORM,
          "The Slurm cluster %s can't be seen now: %s".formatted(cluster, why.getMessage()),
          why);
    }
  }

  /** Likewise, and waits for a look where nobody has looked for a while. */
  void require() {
    synchronized (this) {
      if (resting && !closed) {
        long mine = ++asked;
        waker.run();
        try {
          while (answered < mine && !closed) {
            wait();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new EngineException(Blame.PLATFORM, "The look at Slurm was interrupted.", e);
        }
      }
    }
    check();
  }

  /** The questions that a look which begins now will answer. */
  synchronized long questions() {
    return asked;
  }

  /** Whether somebody waits for a look. */
  synchronized boolean wanted() {
    return asked > answered;
  }

  /** A look has ended: it succeeded, or there was trouble. */
  synchronized void looked(long questions, @Nullable EngineException why) {
    trouble = why;
    resting = false;
    answered = questions;
    notifyAll();
  }

  /** From now on nobody looks. */
  synchronized void rest() {
    resting = asked == answered;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
