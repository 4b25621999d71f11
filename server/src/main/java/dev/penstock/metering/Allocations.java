package dev.penstock.metering;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Cuts an attempt's time into usage records at each full hour and at the month's end of the
 * centre's time zone. The cut depends on nothing but the start and the zone, and a record's id on
 * the attempt, the meter and where the record begins: records made twice are the same.
 */
public final class Allocations {
  /** The source of all these records. */
  public static final String SOURCE = "attempts";

  /** The resource kind of all these records. */
  public static final String ATTEMPT = "attempt";

  private record Slice(Instant start, Instant end) {}

  private Allocations() {}

  /**
   * All records of an attempt that has ended. The very last one says {@code last}; where the
   * attempt ends on a cut, or as it starts, that one is empty.
   *
   * @param end when the engine ended it, not before the start
   * @param detail facts of the end, sealed with the last record
   */
  public static List<UsageRecord> records(
      Allocation allocation, Instant end, ZoneId zone, Map<String, String> detail) {
    Instant start = allocation.start().truncatedTo(ChronoUnit.MICROS);
    Instant until = end.truncatedTo(ChronoUnit.MICROS);
    if (until.isBefore(start)) {
      throw new IllegalArgumentException(
          "attempt %s can't end at %s before it started at %s"
              .formatted(allocation.attempt(), end, allocation.start()));
    }
    List<Slice> full = fullSlices(start, until, zone);
    Slice rest = new Slice(full.isEmpty() ? start : full.getLast().end(), until);
    Map<String, Long> rates = Meters.rates(allocation.shape(), allocation.nodes());
    List<UsageRecord> records = new ArrayList<>();
    full.forEach(slice -> add(records, allocation, rates, slice));
    add(records, allocation, rates, rest);
    records.add(asLast(records.removeLast(), detail));
    return List.copyOf(records);
  }

  /**
   * The records of an attempt's slices that are over, while it runs. {@link #records} makes the
   * same again, so that only the rest of them is new.
   *
   * @param seen an instant at which the engine is known to have had it still
   */
  public static List<UsageRecord> soFar(Allocation allocation, Instant seen, ZoneId zone) {
    Map<String, Long> rates = Meters.rates(allocation.shape(), allocation.nodes());
    List<UsageRecord> records = new ArrayList<>();
    fullSlices(allocation.start().truncatedTo(ChronoUnit.MICROS), seen, zone)
        .forEach(slice -> add(records, allocation, rates, slice));
    return List.copyOf(records);
  }

  private static List<Slice> fullSlices(Instant start, Instant until, ZoneId zone) {
    List<Slice> slices = new ArrayList<>();
    Instant from = start;
    Instant cut = nextCut(from, zone);
    while (!cut.isAfter(until)) {
      slices.add(new Slice(from, cut));
      from = cut;
      cut = nextCut(from, zone);
    }
    return slices;
  }

  private static Instant nextCut(Instant from, ZoneId zone) {
    ZonedDateTime local = from.atZone(zone);
    Instant hour = local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
    Instant month = YearMonth.from(local).plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    return hour.isBefore(month) ? hour : month;
  }

  private static void add(
      List<UsageRecord> records, Allocation allocation, Map<String, Long> rates, Slice slice) {
    long micros = ChronoUnit.MICROS.between(slice.start(), slice.end());
    rates.forEach(
        (meter, rate) ->
            records.add(
                new UsageRecord(
                    SOURCE,
                    id(allocation.attempt(), meter, slice.start()),
                    allocation.org(),
                    allocation.project(),
                    ATTEMPT,
                    allocation.attempt(),
                    allocation.job(),
                    meter,
                    Math.multiplyExact(rate, micros),
                    slice.start(),
                    slice.end(),
                    false,
                    Map.of())));
  }

  private static String id(UUID attempt, String meter, Instant start) {
    return attempt + "/" + meter + "/" + start;
  }

  private static UsageRecord asLast(UsageRecord record, Map<String, String> detail) {
    return new UsageRecord(
        record.source(),
        record.id(),
        record.org(),
        record.project(),
        record.resourceKind(),
        record.resource(),
        record.job(),
        record.meter(),
        record.quantity(),
        record.start(),
        record.end(),
        true,
        detail);
  }
}
