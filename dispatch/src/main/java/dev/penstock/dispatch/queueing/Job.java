package dev.penstock.dispatch.queueing;

import org.jspecify.annotations.Nullable;

/**
 * What is to be run.
 *
 * @param id identifies it; among equals the lower goes first
 * @param queue the queue that it is in
 * @param cards whole cards, 1 or more; on one node as far as a node has so many, else on whole ones
 * @param toldSeconds how long it is said to run, for the policies that believe it; null when
 *     nothing is said
 */
public record Job(long id, String queue, int cards, @Nullable Long toldSeconds) {
  public Job {
    if (cards < 1) {
      throw new IllegalArgumentException(
          "job %d: cards must be 1 or more, not %d".formatted(id, cards));
    }
  }
}
