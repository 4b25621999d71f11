package dev.penstock.metering;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a resource used of one meter in [start, end). Source and id together name it for ever: a
 * second record of the same name is the same delivery again.
 *
 * @param source who says so, such as {@code attempts}; 1 to 100 characters
 * @param id the source's name for the record; 1 to 300 characters
 * @param resourceKind {@code attempt} or {@code endpoint}
 * @param resource the attempt's or the endpoint's id
 * @param job the job it belongs to, where it belongs to one
 * @param meter see {@link Meters}
 * @param quantity in the meter's integer unit, not negative
 * @param start kept to the microsecond, as is the end
 * @param end not before the start
 * @param last whether nothing follows for this resource, so that its hold can be settled
 * @param detail facts that are sealed with it, such as the cause of the end; keys are lower case
 *     words joined by {@code . _ -}
 */
public record UsageRecord(
    String source,
    String id,
    OrgId org,
    ProjectId project,
    String resourceKind,
    UUID resource,
    @Nullable JobId job,
    String meter,
    long quantity,
    Instant start,
    Instant end,
    boolean last,
    Map<String, String> detail) {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,31}");
  private static final Pattern METER = Pattern.compile("[a-z][A-Za-z0-9._-]{0,99}");

  public UsageRecord {
    start = start.truncatedTo(ChronoUnit.MICROS);
    end = end.truncatedTo(ChronoUnit.MICROS);
    // sorted, so that it prints and hashes the same wherever it comes from
    detail = java.util.Collections.unmodifiableMap(new TreeMap<>(detail));
    check(isText(source, 100), "source", source);
    check(isText(id, 300), "id", id);
    check(KIND.matcher(resourceKind).matches(), "resourceKind", resourceKind);
    check(METER.matcher(meter).matches(), "meter", meter);
    check(quantity >= 0, "quantity", String.valueOf(quantity));
    check(!end.isBefore(start), "end", end + " (start is " + start + ")");
    detail.forEach(
        (key, value) -> {
          check(KEY.matcher(key).matches(), "key of detail", key);
          check(value.indexOf('\0') < 0, "detail." + key, value);
        });
  }

  private static boolean isText(String text, int most) {
    return !text.isBlank() && text.length() <= most && text.indexOf('\0') < 0;
  }

  private static void check(boolean right, String field, String value) {
    if (!right) {
      throw new IllegalArgumentException(
          "a usage record's %s can't be \"%s\"".formatted(field, value));
    }
  }
}
