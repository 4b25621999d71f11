package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.Placement;
import dev.penstock.engines.Blame;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptUsageTest {
  private static final Instant START = Instant.parse("2026-11-30T10:20:30.123456Z");
  private final AttemptUsage usage = new AttemptUsage(ZoneId.of("Asia/Shanghai"));
  private final Job job = OutcomeTest.job(JobState.RUNNING, 0, 0, 0);

  @Test
  void chargesFromStartToEnd() {
    Instant end = START.plus(Duration.ofMinutes(100));
    assertThat(core(usage.atEnd(job, attempt(end, Blame.USER, null), null)))
        .isEqualTo(1000 * 100L * 60 * 1_000_000);
  }

  @Test
  void forgivesWhatThePlatformLost() {
    Instant end = START.plus(Duration.ofMinutes(100));
    assertThat(core(usage.atEnd(job, attempt(end, Blame.PLATFORM, null), null))).isZero();
    Instant checkpoint = START.plus(Duration.ofMinutes(70));
    assertThat(core(usage.atEnd(job, attempt(end, Blame.PLATFORM, checkpoint), null)))
        .isEqualTo(1000 * 70L * 60 * 1_000_000);
  }

  @Test
  void forgivesADayAtMost() {
    Instant end = START.plus(Duration.ofHours(30));
    assertThat(core(usage.atEnd(job, attempt(end, Blame.PLATFORM, null), null)))
        .isEqualTo(1000 * 6L * 3600 * 1_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void neverTakesBackWhatItHasMetered(long seed) {
    Random random = new Random(seed);
    Instant end = START.plus(Duration.ofMinutes(random.nextInt(6000)));
    Instant checkpoint =
        random.nextBoolean() ? START.plus(Duration.ofMinutes(random.nextInt(3000))) : null;
    Blame blame = random.nextBoolean() ? Blame.PLATFORM : Blame.USER;
    Set<String> atEnd = new HashSet<>();
    usage.atEnd(job, attempt(end, blame, checkpoint), null).forEach(it -> atEnd.add(name(it)));
    for (Instant now = START; !now.isAfter(end); now = now.plus(Duration.ofMinutes(17))) {
      Instant seen = checkpoint != null && checkpoint.isBefore(now) ? checkpoint : null;
      List<UsageRecord> soFar = usage.soFar(job, attempt(null, null, null), now, seen);
      assertThat(atEnd).containsAll(soFar.stream().map(AttemptUsageTest::name).toList());
    }
  }

  private static String name(UsageRecord record) {
    return record.id() + "=" + record.quantity();
  }

  private static long core(List<UsageRecord> records) {
    return records.stream()
        .filter(it -> it.meter().equals("core"))
        .mapToLong(UsageRecord::quantity)
        .sum();
  }

  private final AttemptId id = AttemptId.next();

  private Attempt attempt(
      @Nullable Instant end, @Nullable Blame blame, @Nullable Instant checkpoint) {
    return new Attempt(
        id,
        job.org(),
        job.id(),
        1,
        end == null ? AttemptState.RUNNING : AttemptState.ENDED,
        "local",
        List.of(new Placement.Slot("node", List.of())),
        Money.ZERO,
        null,
        START,
        end,
        0,
        "COMPLETED",
        blame,
        "",
        checkpoint);
  }
}
