package dev.penstock.dispatch.queueing;

import java.util.List;

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
   * A node is gone. Whoever ran there gives up all its cards, on other nodes too, and waits again
   * in its old place; nothing starts there until the node is {@link #back}. Guaranteed shares stay
   * what they were: as long as they are more than what is left, a queue below its share still takes
   * back from those above theirs, and else waits.
   *
   * @param now when, in seconds
   * @param node its index in the cluster, in the order of the partitions
   * @param checkpointSeconds how much work is done between two checkpoints, 1 or more; a job that
   *     is hit loses what it did since its last. {@link Long#MAX_VALUE} where nothing is saved
   * @return the ids of those that were hit
   * @throws IllegalArgumentException when there is no such node, or it is lost already
   */
  List<Long> lost(long now, int node, long checkpointSeconds);

  /**
   * A lost node is there again, empty.
   *
   * @param now when, in seconds
   * @throws IllegalArgumentException when there is no such node, or it isn't lost
   */
  void back(long now, int node);

  /**
   * What is to be done now; to be asked after the events of an instant, and at {@link
   * Decision#askAgainAt}.
   */
  Decision decide(long now);
}
