package dev.penstock.queues;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said over HTTP of what the centre could be, and what would come of it. */
final class WhatIfViews {
  private WhatIfViews() {}

  /**
   * What is to be otherwise; what is left out stays as it is.
   *
   * @param hours how far to look, 1 to 72; 12 where absent
   * @param policy one of the names that the policy that holds can be changed by
   * @param nodes more nodes, or fewer
   * @param quotas other guarantees
   */
  record AskedWhatIf(
      @Nullable Integer hours,
      @Nullable String policy,
      @Nullable List<WhatIfNodes> nodes,
      @Nullable List<WhatIfQuota> quotas) {}

  /**
   * More nodes that are like the largest one with cards of this model.
   *
   * @param cardModel null for nodes without cards
   * @param more below 0: so many that take work start nothing more
   */
  record WhatIfNodes(@Nullable String cardModel, int more) {}

  /**
   * Another guarantee of one queue; a limit below it is raised to it.
   *
   * @param organisation the organisation's id
   * @param project the project's id; null for the organisation as a whole
   * @param cardModel null for cores
   * @param guaranteed how many cards, or cores
   */
  record WhatIfQuota(
      String organisation, @Nullable String project, @Nullable String cardModel, int guaranteed) {}

  /** How far it is. */
  enum WhatIfState {
    /** It is being played. */
    RUNNING,
    /** The answers are there. */
    DONE,
    /** It was cancelled. */
    CANCELLED,
    /** It went wrong; the server's log says how. */
    FAILED
  }

  /**
   * A question, and the answer once there is one.
   *
   * @param plays how often each was played
   * @param asIs what comes if nothing is otherwise
   * @param whatIf what comes if it is
   */
  record WhatIfView(
      UUID id,
      WhatIfState state,
      Instant askedAt,
      int hours,
      int plays,
      AskedWhatIf asked,
      @Nullable WhatIfOutcome asIs,
      @Nullable WhatIfOutcome whatIf) {}

  /**
   * What comes of a centre.
   *
   * @param nodes how many take work
   * @param waiting how many jobs and arrays wait now
   * @param meanWaitSeconds how long they go on waiting; what does not start in time counts as all
   *     of it
   * @param p90WaitSeconds nine of ten wait no longer
   * @param beyondPercent how many of them do not start in time
   * @param utilisationPercent of the cards in the mean; of the cores where there are no cards
   * @param points the same over time
   * @param queues what each queue holds in the mean
   */
  record WhatIfOutcome(
      int nodes,
      int waiting,
      double meanWaitSeconds,
      double p90WaitSeconds,
      double beyondPercent,
      double utilisationPercent,
      List<WhatIfPoint> points,
      List<WhatIfShare> queues) {}

  /** At the middle of a stretch of time. */
  record WhatIfPoint(Instant at, double utilisationPercent) {}

  /**
   * A queue's part.
   *
   * @param held cards, or cores where the centre has no cards
   */
  record WhatIfShare(
      String organisation, String organisationName, @Nullable String projectName, double held) {}
}
