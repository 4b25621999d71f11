package dev.penstock.dispatch.queueing;

/**
 * Decides by events. Times never go back. What {@link #decide} returns is taken as done: a job that
 * it starts holds its cards until it has ended or is evicted.
 */
public interface Scheduler {
  /**
   * A job has come.
   *
   * @param now when, in seconds
   * @throws IllegalArgumentException when its id is known, its queue is not, or it could never run
   */
  void submit(long now, Job job);

  /**
   * A job has ended by itself, or was cancelled; it holds and wants nothing any more.
   *
   * @param now when, in seconds
   * @throws IllegalArgumentException when no such job waits or runs
   */
  void ended(long now, long id);

  /**
   * What is to be done now; to be asked after the events of an instant, and at {@link
   * Decision#askAgainAt}.
   */
  Decision decide(long now);
}
