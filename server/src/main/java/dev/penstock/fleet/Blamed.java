package dev.penstock.fleet;

import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fault that ended an attempt.
 *
 * @param node null for an engine
 * @param card null for a node or an engine
 * @param said the source's words
 */
public record Blamed(
    UUID incident,
    IncidentKind kind,
    String engine,
    @Nullable String node,
    @Nullable Integer card,
    String said) {

  /** The fault in words. */
  public String what() {
    String subject = new FaultSubject(engine, node, card).toString();
    return said.isEmpty() ? subject : subject + ": " + said;
  }

  /**
   * An attempt that a fault ended.
   *
   * @param lostFrom from when on its time is not charged; null where it had not begun
   * @param cardMicros how long its cards worked for nothing, in card-microseconds
   * @param notCharged what that would have cost
   */
  public record Hit(
      Blamed fault,
      OrgId org,
      JobId job,
      String jobName,
      AttemptId attempt,
      Instant at,
      String cause,
      @Nullable Instant lostFrom,
      long cardMicros,
      Money notCharged) {}
}
