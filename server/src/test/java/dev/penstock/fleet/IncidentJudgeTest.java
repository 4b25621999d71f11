package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.IncidentJudge.Happening;
import dev.penstock.fleet.IncidentJudge.Rules;
import dev.penstock.fleet.IncidentJudge.Sighting;
import dev.penstock.fleet.IncidentJudge.Standing;
import dev.penstock.fleet.IncidentJudge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncidentJudgeTest {
  private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");
  private static final Rules RULES =
      new Rules(Duration.ofMinutes(2), 3, Duration.ofMinutes(30), Duration.ofHours(6));
  private static final Sighting WELL = Sighting.ofWell();
  private static final Sighting FAULT = Sighting.fault(Severity.MAJOR, "RestartNPU");

  private final IncidentJudge judge = new IncidentJudge(RULES);
  private @Nullable Standing standing;

  private @Nullable Happening see(Sighting seen, Duration after) {
    Verdict verdict = judge.judge(standing, seen, NOON.plus(after));
    standing = verdict.standing();
    return verdict.happening();
  }

  private @Nullable Happening see(Sighting seen, int minute) {
    return see(seen, Duration.ofMinutes(minute));
  }

  private IncidentState state() {
    assertThat(standing).isNotNull();
    return standing.state();
  }

  @Test
  void aFaultFencesAtOnce() {
    assertThat(see(FAULT, 0)).isEqualTo(Happening.OPENED);
    assertThat(state()).isEqualTo(IncidentState.FAULTY);
    assertThat(see(FAULT, 1)).isNull();
  }

  @Test
  void theFenceStaysUntilTheFaultHasStayedAway() {
    see(FAULT, 0);
    assertThat(see(WELL, 5)).isEqualTo(Happening.GONE);
    assertThat(see(WELL, 6)).isNull();
    assertThat(state()).isEqualTo(IncidentState.WATCHED);
    assertThat(see(WELL, 7)).isEqualTo(Happening.ENDED);
    assertThat(state()).isEqualTo(IncidentState.ENDED);
  }

  @Test
  void aFaultThatComesBackWhileWatchedIsTheSameIncident() {
    see(FAULT, 0);
    see(WELL, 1);
    assertThat(see(FAULT, 2)).isEqualTo(Happening.BACK);
    assertThat(see(WELL, 3)).isEqualTo(Happening.GONE);
    assertThat(see(WELL, 4)).isNull();
    assertThat(see(WELL, 5)).isEqualTo(Happening.ENDED);
  }

  @Test
  void theThirdFaultWithinHalfAnHourIsHeldUntilALongQuietTime() {
    see(FAULT, 0);
    see(WELL, 1);
    see(FAULT, 2);
    see(WELL, 3);
    see(FAULT, 4);
    assertThat(see(WELL, 5)).isEqualTo(Happening.HELD);
    assertThat(see(WELL, 5 + 359)).isNull();
    assertThat(state()).isEqualTo(IncidentState.HELD);
    assertThat(see(WELL, 5 + 360)).isEqualTo(Happening.ENDED);
  }

  @Test
  void faultsOfIncidentsThatHaveEndedCountTowardsTheHold() {
    for (int i = 0; i < 2; i++) {
      assertThat(see(FAULT, i * 8)).isEqualTo(Happening.OPENED);
      see(WELL, i * 8 + 1);
      assertThat(see(WELL, i * 8 + 3)).isEqualTo(Happening.ENDED);
    }
    assertThat(see(FAULT, 20)).isEqualTo(Happening.OPENED);
    assertThat(see(WELL, 21)).isEqualTo(Happening.HELD);
  }

  @Test
  void faultsFarApartAreNotHeld() {
    for (int i = 0; i < 5; i++) {
      see(FAULT, i * 31);
      assertThat(see(WELL, i * 31 + 1)).isEqualTo(Happening.GONE);
      assertThat(see(WELL, i * 31 + 3)).isEqualTo(Happening.ENDED);
    }
  }

  @Test
  void whatWasWellForLongIsForgotten() {
    see(FAULT, 0);
    see(WELL, 1);
    see(WELL, 3);
    see(WELL, 29);
    assertThat(standing).isNotNull();
    see(WELL, 30);
    assertThat(standing).isNull();
  }

  @Test
  void aClearedFaultBeginsAnew() {
    see(FAULT, 0);
    see(WELL, 1);
    see(FAULT, 2);
    see(WELL, 3);
    see(FAULT, 4);
    see(WELL, 5);
    assertThat(standing).isNotNull();
    Verdict cleared = IncidentJudge.cleared(standing);
    assertThat(cleared.happening()).isEqualTo(Happening.CLEARED);
    standing = cleared.standing();
    assertThat(see(FAULT, 6)).isEqualTo(Happening.OPENED);
    assertThat(see(WELL, 7)).isEqualTo(Happening.GONE);
  }

  @Test
  void theWorstSeverityIsKept() {
    see(Sighting.fault(Severity.MINOR, "PreSeparateNPU"), 0);
    assertThat(see(Sighting.fault(Severity.CRITICAL, "SeparateNPU"), 1)).isEqualTo(Happening.WORSE);
    assertThat(see(FAULT, 2)).isNull();
    assertThat(standing).isNotNull();
    assertThat(standing.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(standing.said()).isEqualTo("RestartNPU");
  }

  /** A subject that is well and ill by chance for three days. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void keepsItsPromisesWhateverIsSeen(long seed) {
    Random random = new Random(seed);
    double ill = 0.002 + random.nextDouble() * 0.2;
    double better = 0.05 + random.nextDouble() * 0.9;
    boolean well = true;
    boolean open = false;
    Instant now = NOON;
    @Nullable Instant lastSeen = null;
    List<Instant> faults = new ArrayList<>();
    for (int i = 0; i < 17_280; i++) {
      now = now.plusSeconds(5 + random.nextInt(20));
      boolean before = well;
      well = well ? random.nextDouble() >= ill : random.nextDouble() < better;
      Verdict verdict = judge.judge(standing, well ? WELL : FAULT, now);
      standing = verdict.standing();
      if (!well) {
        lastSeen = now;
        if (before) {
          faults.add(now);
        }
        assertThat(state()).isEqualTo(IncidentState.FAULTY);
      }
      if (verdict.happening() == Happening.OPENED) {
        assertThat(open).as("opens only what is not open").isFalse();
        open = true;
      } else if (verdict.happening() == Happening.ENDED) {
        assertThat(open).as("ends only what is open").isTrue();
        open = false;
        assertThat(lastSeen).isNotNull();
        Duration away = Duration.between(lastSeen, now);
        assertThat(away).isGreaterThanOrEqualTo(RULES.wellFor());
        Instant last = faults.getLast();
        Instant gone = lastSeen;
        long close =
            faults.stream()
                .filter(it -> it.isAfter(gone.plusSeconds(25).minus(RULES.within())))
                .count();
        if (close >= RULES.flaps()) {
          assertThat(away).as("flapped at " + last).isGreaterThanOrEqualTo(RULES.quiet());
        }
      }
      assertThat(standing != null && standing.isFenced()).isEqualTo(open);
      if (lastSeen != null && now.isAfter(lastSeen.plus(RULES.quiet()).plusSeconds(30))) {
        assertThat(open).as("a long quiet time ends it").isFalse();
      }
    }
    assertThat(faults).isNotEmpty();
  }

  @Test
  void namesTheRuleThatMakesNoSense() {
    assertThatThrownBy(
            () -> new Rules(Duration.ofMinutes(2), 1, Duration.ofMinutes(30), Duration.ofHours(6)))
        .hasMessage("penstock.fleet.incidents.flaps is 1: give 2 or more");
  }
}
