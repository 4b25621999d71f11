package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.EngineRecord;
import dev.penstock.metering.MeteredAttempt;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An engine's books held against ours, without either. */
final class ComparisonTest {
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant END = START.plusSeconds(100);
  private static final Instant NOW = START.plus(Duration.ofHours(2));
  private static final UUID ATTEMPT = new UUID(0, 1);

  private static EngineRecord theirs(@Nullable Instant start, @Nullable Instant end, int cards) {
    return new EngineRecord(ATTEMPT, "7", start, end, cards);
  }

  private static OwnRun ours(boolean ended, @Nullable MeteredAttempt metered) {
    return new OwnRun(ATTEMPT, JobId.next(), OrgId.next(), START, ended, metered);
  }

  private static OwnRun metered(Instant end, int cards) {
    return metered(end, end, cards);
  }

  private static OwnRun metered(Instant until, Instant end, int cards) {
    long micros = Duration.between(START, until).toNanos() / 1_000;
    return ours(
        true,
        new MeteredAttempt(
            ATTEMPT, START, until, end, BigDecimal.valueOf(1_000L * cards * micros)));
  }

  private static Comparison compared(List<OwnRun> ours, EngineRecord... theirs) {
    return Comparison.of(ours, List.of(theirs), NOW);
  }

  private static void assertEqual(Comparison it) {
    assertThat(it.differences()).isEmpty();
    assertThat(it.equal()).isEqualTo(1);
    assertThat(it.open()).isZero();
  }

  private static void assertOpen(Comparison it) {
    assertThat(it.differences()).isEmpty();
    assertThat(it.equal()).isZero();
    assertThat(it.open()).isEqualTo(1);
  }

  private static void assertDiffers(Comparison it, String... kinds) {
    assertThat(it.differences()).extracting(Difference::kind).containsExactly(kinds);
    assertThat(it.differing()).isEqualTo(1);
    assertThat(it.equal()).isZero();
    assertThat(it.open()).isZero();
  }

  @Test
  void whatBothSayAlikeIsEqual() {
    assertEqual(compared(List.of(metered(END, 8)), theirs(START, END, 8)));
    assertEqual(compared(List.of(metered(END, 0)), theirs(START, END, 0)));
  }

  @Test
  void timeThatThePlatformLostIsNoDifferenceAndIsCounted() {
    Comparison it = compared(List.of(metered(END.minusSeconds(60), END, 8)), theirs(START, END, 8));
    assertEqual(it);
    assertThat(it.waived()).isEqualTo(1);
    assertEqual(compared(List.of(metered(START, END, 8)), theirs(START, END, 8)));
  }

  @Test
  void aMicrosecondMoreIsADifference() {
    assertDiffers(
        compared(List.of(metered(END, 8)), theirs(START, END.plusNanos(1_000), 8)), "other-times");
    assertDiffers(
        compared(List.of(metered(END, 8)), theirs(START.minusNanos(1_000), END, 8)), "other-times");
  }

  @Test
  void anotherNumberOfCardsIsADifference() {
    assertDiffers(compared(List.of(metered(END, 8)), theirs(START, END, 7)), "other-cards");
    assertDiffers(compared(List.of(metered(END, 0)), theirs(START, END, 1)), "other-cards");
  }

  @Test
  void oneAttemptMayDifferTwice() {
    assertDiffers(
        compared(List.of(metered(END, 8)), theirs(START, END.plusSeconds(1), 7)),
        "other-cards",
        "other-times");
  }

  @Test
  void whatTheEngineDoesNotKnowIsMissingThere() {
    assertDiffers(compared(List.of(metered(END, 8))), "missing-there");
    assertDiffers(compared(List.of(metered(END, 8)), theirs(null, END, 8)), "missing-there");
  }

  @Test
  void whatRanAndWasNotMeteredIsMissingHere() {
    assertDiffers(compared(List.of(), theirs(START, END, 8)), "missing-here");
    assertDiffers(compared(List.of(ours(true, null)), theirs(START, END, 8)), "missing-here");
    OwnRun neverStarted = new OwnRun(ATTEMPT, JobId.next(), OrgId.next(), null, true, null);
    assertDiffers(compared(List.of(neverStarted), theirs(START, END, 8)), "missing-here");
  }

  @Test
  void whatNeverStartedThereAndIsUnknownHereIsNothing() {
    Comparison it = compared(List.of(), theirs(null, END, 8));
    assertThat(it).isEqualTo(new Comparison(0, 0, 0, List.of()));
  }

  @Test
  void whatTheEngineRanTwiceIsADifference() {
    assertDiffers(
        compared(List.of(metered(END, 8)), theirs(START, END, 8), theirs(START, END, 8)),
        "several-there");
  }

  @Test
  void whatRunsIsOpen() {
    assertOpen(compared(List.of(ours(false, null)), theirs(START, null, 8)));
    MeteredAttempt soFar =
        new MeteredAttempt(ATTEMPT, START, END, null, BigDecimal.valueOf(800_000_000_000L));
    assertOpen(compared(List.of(ours(false, soFar)), theirs(START, null, 8)));
    assertDiffers(
        compared(List.of(ours(false, soFar)), theirs(START.plusSeconds(1), null, 8)),
        "other-times");
  }

  @Test
  void anEndThatOneSideHasHadForLongIsADifference() {
    assertDiffers(compared(List.of(ours(false, null)), theirs(START, END, 8)), "other-times");
    assertDiffers(compared(List.of(metered(END, 8)), theirs(START, null, 8)), "other-times");
  }

  @Test
  void whatHappenedLatelyMayNotHaveBeenHeardOf() {
    Instant lately = NOW.minus(Comparison.LATELY).plusSeconds(1);
    assertOpen(compared(List.of(ours(false, null)), theirs(START, lately, 8)));
    assertOpen(compared(List.of(metered(lately, 8)), theirs(START, null, 8)));
    assertOpen(compared(List.of(metered(lately, 8))));
    assertOpen(compared(List.of(), theirs(lately, null, 8)));
    // both have told an end, and they are not the same
    assertDiffers(
        compared(List.of(metered(lately, 8)), theirs(START, lately.plusSeconds(1), 8)),
        "other-times");
  }
}
