package dev.penstock.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final UUID ATTEMPT = UUID.fromString("01936000-0000-7000-8000-000000000001");
  private static final Shape SHAPE = new Shape("ascend910b", 2_000, 16_000, 65_536);

  private static Allocation from(String start) {
    return from(Instant.parse(start), SHAPE, 1);
  }

  private static Allocation from(Instant start, Shape shape, int nodes) {
    return new Allocation(
        OrgId.next(), new ProjectId(UUID.randomUUID()), JobId.next(), ATTEMPT, shape, nodes, start);
  }

  private static List<UsageRecord> of(String meter, List<UsageRecord> records) {
    return records.stream().filter(record -> record.meter().equals(meter)).toList();
  }

  @Test
  void countsEachMeterOfTheShapeOnEachNode() {
    Instant start = Instant.parse("2026-11-25T08:10:00Z");
    List<UsageRecord> records =
        Allocations.records(from(start, SHAPE, 3), start.plusSeconds(1), SHANGHAI, Map.of());
    assertThat(records)
        .extracting(UsageRecord::meter, UsageRecord::quantity)
        .containsExactly(
            tuple("card.ascend910b", 6_000L * 1_000_000),
            tuple("core", 48_000L * 1_000_000),
            tuple("memory", 196_608L * 1_000_000));
  }

  @Test
  void cutsAtEachFullHour() {
    List<UsageRecord> records =
        Allocations.records(
            from("2026-11-25T08:10:00Z"),
            Instant.parse("2026-11-25T10:20:00Z"),
            SHANGHAI,
            Map.of());
    assertThat(of("core", records))
        .extracting(record -> record.start() + " " + record.end())
        .containsExactly(
            "2026-11-25T08:10:00Z 2026-11-25T09:00:00Z",
            "2026-11-25T09:00:00Z 2026-11-25T10:00:00Z",
            "2026-11-25T10:00:00Z 2026-11-25T10:20:00Z");
  }

  @Test
  void cutsAtTheMonthsEndOfTheCentreRatherThanOfUtc() {
    // +05:45, so that neither the hour nor the month is UTC's
    ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
    List<UsageRecord> records =
        Allocations.records(
            from("2026-11-30T18:00:00Z"),
            Instant.parse("2026-11-30T18:30:00Z"),
            kathmandu,
            Map.of());
    assertThat(of("core", records))
        .extracting(UsageRecord::end)
        .containsExactly(
            Instant.parse("2026-11-30T18:15:00Z"), Instant.parse("2026-11-30T18:30:00Z"));
  }

  @Test
  void saysLastOnTheVeryLastRecordOnly() {
    List<UsageRecord> records =
        Allocations.records(
            from("2026-11-25T08:10:00Z"),
            Instant.parse("2026-11-25T10:20:00Z"),
            SHANGHAI,
            Map.of("cause", "completed"));
    assertThat(records.getLast().last()).isTrue();
    assertThat(records.getLast().detail()).containsEntry("cause", "completed");
    assertThat(records.subList(0, records.size() - 1)).noneMatch(UsageRecord::last);
  }

  @Test
  void endsWithAnEmptyRecordWhereTheAttemptEndsOnACut() {
    Allocation allocation = from("2026-11-25T08:10:00Z");
    Instant end = Instant.parse("2026-11-25T09:00:00Z");
    List<UsageRecord> records = Allocations.records(allocation, end, SHANGHAI, Map.of());
    assertThat(records.getLast().quantity()).isZero();
    assertThat(records.getLast().last()).isTrue();
    assertThat(ids(records)).containsAll(ids(Allocations.soFar(allocation, end, SHANGHAI)));
    assertThat(ids(Allocations.soFar(allocation, end, SHANGHAI)))
        .doesNotContain(records.getLast().id());
  }

  @Test
  void stillSaysLastForAnAttemptThatEndedAsItStarted() {
    Allocation allocation = from("2026-11-25T08:10:00Z");
    List<UsageRecord> records =
        Allocations.records(allocation, allocation.start(), SHANGHAI, Map.of());
    assertThat(records).hasSize(3).allMatch(record -> record.quantity() == 0);
    assertThat(records.getLast().last()).isTrue();
  }

  @Test
  void hasNothingToSayBeforeTheFirstCut() {
    assertThat(
            Allocations.soFar(
                from("2026-11-25T08:10:00Z"),
                Instant.parse("2026-11-25T08:59:59.999999Z"),
                SHANGHAI))
        .isEmpty();
  }

  @Test
  void refusesAnEndBeforeTheStart() {
    assertThatThrownBy(
            () ->
                Allocations.records(
                    from("2026-11-25T08:10:00Z"),
                    Instant.parse("2026-11-25T08:09:59Z"),
                    SHANGHAI,
                    Map.of()))
        .hasMessageContaining("before it started");
  }

  @Test
  void namesARecordByAttemptMeterAndStart() {
    assertThat(
            Allocations.soFar(
                    from("2026-11-25T08:10:00Z"), Instant.parse("2026-11-25T09:00:00Z"), SHANGHAI)
                .get(1)
                .id())
        .isEqualTo(ATTEMPT + "/core/2026-11-25T08:10:00Z");
  }

  @Test
  void countsAHundredThousandCardsForAnHour() {
    Instant start = Instant.parse("2026-11-25T08:00:00Z");
    Shape eight = new Shape("ascend910b", 8_000, 1_000, 1_024);
    List<UsageRecord> records =
        Allocations.soFar(from(start, eight, 12_500), start.plus(1, ChronoUnit.HOURS), SHANGHAI);
    assertThat(records.getFirst().quantity()).isEqualTo(100_000_000L * 3_600_000_000L);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNoMicrosecondHoweverOftenItIsAskedMeanwhile(long seed) {
    Random random = new Random(seed);
    ZoneId zone =
        ZoneId.of(List.of("Asia/Shanghai", "Asia/Kathmandu", "Europe/London").get((int) seed % 3));
    Instant start = Instant.parse("2026-10-20T00:00:00Z").plusNanos(random.nextLong(1L << 51));
    Instant end = start.plus(Duration.ofNanos(random.nextLong(1L << 49)));
    Allocation allocation = from(start, SHAPE, 1);
    List<UsageRecord> seen = new ArrayList<>();
    for (int time = 0; time < 4; time++) {
      Instant now = start.plusNanos(random.nextLong(ChronoUnit.NANOS.between(start, end) + 1));
      addNew(seen, Allocations.soFar(allocation, now, zone));
    }
    addNew(seen, Allocations.records(allocation, end, zone, Map.of()));

    long micros =
        ChronoUnit.MICROS.between(
            start.truncatedTo(ChronoUnit.MICROS), end.truncatedTo(ChronoUnit.MICROS));
    List<UsageRecord> core = of("core", seen);
    assertThat(core.stream().mapToLong(UsageRecord::quantity).sum()).isEqualTo(16_000 * micros);
    assertThat(seen.stream().filter(UsageRecord::last)).hasSize(1);
    assertThat(core)
        .allSatisfy(
            record ->
                assertThat(Duration.between(record.start(), record.end()))
                    .isLessThanOrEqualTo(Duration.ofHours(1)))
        .allSatisfy(
            record ->
                assertThat(month(record.start(), zone))
                    .isEqualTo(
                        month(
                            record.quantity() == 0 ? record.end() : record.end().minusNanos(1_000),
                            zone)));
  }

  private static java.time.YearMonth month(Instant instant, ZoneId zone) {
    return java.time.YearMonth.from(instant.atZone(zone));
  }

  private static void addNew(List<UsageRecord> seen, List<UsageRecord> records) {
    List<String> known = ids(seen);
    records.stream().filter(record -> !known.contains(record.id())).forEach(seen::add);
  }

  private static List<String> ids(List<UsageRecord> records) {
    return records.stream().map(UsageRecord::id).toList();
  }
}
