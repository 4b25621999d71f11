package dev.penstock.fleet;

import dev.penstock.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fault, from when it was first seen until it has been gone for long enough.
 *
 * @param node null for an engine
 * @param card the vendor's number of a card; null for a node or an engine
 * @param said the source's words when it last saw the fault
 * @param seenAt when the fault was last seen
 * @param wellSince since when it is gone; null while it is there
 * @param faults how often it came of late, this time included
 * @param clearedBy the operator who said that it is over; null where time did
 * @param note what they said
 */
@Schema(name = "Incident")
public record Incident(
    UUID id,
    IncidentKind kind,
    String engine,
    @Nullable String node,
    @Nullable Integer card,
    Severity severity,
    IncidentState state,
    String said,
    Instant beganAt,
    Instant seenAt,
    @Nullable Instant wellSince,
    @Nullable Instant endedAt,
    int faults,
    @Nullable String clearedBy,
    @Nullable String note,
    Losses losses) {

  /**
   * What it cost.
   *
   * @param attempts how many attempts it ended
   * @param cardSeconds how long cards worked for nothing, whole seconds, rounded down
   * @param notChargedYuan what would have been charged for what was lost
   */
  @Schema(name = "IncidentLosses")
  public record Losses(
      int attempts, long cardSeconds, @Schema(type = "string") Money notChargedYuan) {}

  /**
   * Something that happened.
   *
   * @param happened a stable word
   * @param by the operator who did it; null where nobody did
   */
  @Schema(name = "IncidentEvent")
  public record Event(Instant at, String happened, String said, @Nullable String by) {}

  /** An attempt that it ended. */
  @Schema(name = "IncidentHit")
  public record HitView(
      UUID organisation,
      @Nullable String organisationName,
      UUID job,
      String jobName,
      UUID attempt,
      Instant at,
      String cause,
      @Nullable Instant lostFrom,
      long cardSeconds,
      @Schema(type = "string") Money notChargedYuan) {}

  /** All of it: what happened and whom it hit, in order. */
  @Schema(name = "IncidentStory")
  public record Story(Incident incident, List<Event> events, List<HitView> hits) {}
}
