package dev.penstock.metering;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage record as the API shows it.
 *
 * @param quantity in the meter's integer unit; a string in JSON, for it may be larger than a number
 *     that every client reads exactly
 * @param position null, as are sequence and hash, while it is not sealed
 */
public record UsageView(
    String source,
    String id,
    ProjectId projectId,
    String resourceKind,
    UUID resource,
    @Nullable JobId jobId,
    String meter,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(implementation = String.class)
        long quantity,
    Instant start,
    Instant end,
    boolean last,
    Map<String, String> detail,
    @Nullable Long position,
    @Nullable Long sequence,
    @Nullable String hash) {

  /** A sealed record. */
  public static UsageView of(SealedRecord record) {
    return of(record.usage(), record.position(), record.sequence(), record.hash());
  }

  static UsageView of(
      UsageRecord usage, @Nullable Long position, @Nullable Long sequence, @Nullable String hash) {
    return new UsageView(
        usage.source(),
        usage.id(),
        usage.project(),
        usage.resourceKind(),
        usage.resource(),
        usage.job(),
        usage.meter(),
        usage.quantity(),
        usage.start(),
        usage.end(),
        usage.last(),
        usage.detail(),
        position,
        sequence,
        hash);
  }
}
