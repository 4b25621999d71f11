package dev.penstock.jobs;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff is told of engines' books beside ours. */
final class ComparisonViews {
  private ComparisonViews() {}

  /**
   * The comparison of each engine.
   *
   * @param from attempts that lived from then on are compared
   * @param to and before then
   * @param at when both were read
   */
  record EngineComparisons(Instant from, Instant to, Instant at, List<EngineComparison> engines) {}

  /**
   * The comparison of one engine.
   *
   * @param kind what it is, in a word
   * @param keepsRecords whether it has books of its own; absent where that can't be found out now
   * @param error why its books can't be read now; absent where they can
   * @param equal attempts of which both say the same
   * @param waived of those the ones with time that the platform lost and nobody is charged for
   * @param open attempts that run, or of which one side has not heard the latest yet
   * @param differing attempts that differ
   * @param differences the first of them, at most a thousand
   */
  record EngineComparison(
      String name,
      String kind,
      @Nullable Boolean keepsRecords,
      @Nullable String error,
      int equal,
      int waived,
      int open,
      int differing,
      List<UsageDifference> differences) {}

  /**
   * A difference.
   *
   * @param kind {@code missing-there}, {@code missing-here}, {@code other-times}, {@code
   *     other-cards} or {@code several-there}
   * @param job absent where the attempt is not of ours
   * @param organisationName absent where the attempt is not of ours
   * @param ours what we have; absent where that is nothing
   * @param theirs what the engine has
   */
  record UsageDifference(
      String kind,
      UUID attempt,
      @Nullable JobId job,
      @Nullable OrgId organisation,
      @Nullable String organisationName,
      @Nullable MeteredRun ours,
      List<EngineRun> theirs) {}

  /**
   * What we have metered of an attempt.
   *
   * @param endedAt absent while its end was not metered
   * @param meteredUntil what is charged ends there; absent while nothing was metered
   * @param milliCards thousandths of cards on average over the time that was metered; absent where
   *     that is none
   */
  record MeteredRun(
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant meteredUntil,
      @Nullable Long milliCards) {}

  /**
   * What an engine has of an attempt.
   *
   * @param reference what the engine calls it
   * @param startedAt absent where it never started
   * @param endedAt absent while it runs
   * @param cards over all nodes
   */
  record EngineRun(
      String reference, @Nullable Instant startedAt, @Nullable Instant endedAt, int cards) {}
}
