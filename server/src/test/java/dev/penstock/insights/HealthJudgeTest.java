package dev.penstock.insights;

import static dev.penstock.insights.HealthState.FAILING;
import static dev.penstock.insights.HealthState.OK;
import static dev.penstock.insights.HealthState.WARNING;
import static dev.penstock.insights.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.billing.MoneyBook.Standing;
import dev.penstock.jobs.JobFigures.ToStart;
import dev.penstock.metering.Backlog.Unsealed;
import dev.penstock.queues.Occupancy.Round;
import dev.penstock.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthJudgeTest {
  private static final long GIB = 1L << 30;

  private static Instant ago(long seconds) {
    return NOW.minusSeconds(seconds);
  }

  private static Standing standing(long billedTo, long unrated, long micro) {
    return new Standing(billedTo, unrated, new Money(micro));
  }

  @Test
  void warnsOfASlowDatabase() {
    assertThat(HealthJudge.database(Duration.ofMillis(3), GIB).state()).isEqualTo(OK);
    assertThat(HealthJudge.database(Duration.ofMillis(300), GIB).state()).isEqualTo(WARNING);
    assertThat(HealthJudge.database(Duration.ofSeconds(3), GIB).state()).isEqualTo(FAILING);
  }

  @Test
  void warnsBeforeTheDiskIsFull() {
    assertThat(HealthJudge.disk(50 * GIB, 100 * GIB).state()).isEqualTo(OK);
    assertThat(HealthJudge.disk(9 * GIB, 100 * GIB).state()).isEqualTo(WARNING);
    assertThat(HealthJudge.disk(GIB / 2, 2 * GIB).state()).isEqualTo(FAILING);
    assertThat(HealthJudge.disk(1, 0).state()).isEqualTo(FAILING);
  }

  private static Finding engine(long secondsLater) {
    return HealthJudge.engines(
            List.of("secret-engine"), List.of(World.node("a")), NOW.plusSeconds(secondsLater))
        .getFirst();
  }

  @Test
  void judgesAnEngineByWhenItLastListedItsNodes() {
    assertThat(engine(20).name()).isEqualTo("engine.secret-engine");
    assertThat(engine(20).state()).isEqualTo(OK);
    assertThat(engine(20).figures()).containsEntry("inventoryAgeSeconds", 20L);
    assertThat(engine(90).state()).isEqualTo(WARNING);
    assertThat(engine(900).state()).isEqualTo(FAILING);
  }

  @Test
  void missesAnEngineThatNeverListedANode() {
    assertThat(HealthJudge.engines(List.of("slurm"), List.of(World.node("a")), NOW))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(FAILING));
  }

  @Test
  void missesADispatchThatNoLongerLooks() {
    assertThat(dispatch(ago(1)).state()).isEqualTo(OK);
    assertThat(dispatch(ago(30)).state()).isEqualTo(WARNING);
    assertThat(dispatch(ago(90)).state()).isEqualTo(FAILING);
    // one that never looked, since the server started
    assertThat(HealthJudge.dispatch(new Round(null, Duration.ZERO, false), ago(90), NOW).state())
        .isEqualTo(FAILING);
  }

  private static Finding dispatch(Instant last) {
    return HealthJudge.dispatch(new Round(last, Duration.ofMillis(4), true), ago(1_000), NOW);
  }

  @Test
  void judgesSealingAndStartsByTheOldestThatWaits() {
    assertThat(HealthJudge.sealer(new Unsealed(0, null, 7), NOW).state()).isEqualTo(OK);
    assertThat(HealthJudge.sealer(new Unsealed(5_000, ago(2), 7), NOW).state()).isEqualTo(OK);
    assertThat(HealthJudge.sealer(new Unsealed(1, ago(60), 7), NOW).state()).isEqualTo(WARNING);
    assertThat(HealthJudge.starter(new ToStart(1, ago(400)), NOW).state()).isEqualTo(FAILING);
  }

  @Test
  void judgesBillingByHowLongItHasBeenBehind() {
    Unsealed sealed = new Unsealed(0, null, 10);
    assertThat(HealthJudge.biller(sealed, standing(10, 0, 0), null, NOW).state()).isEqualTo(OK);
    assertThat(HealthJudge.biller(sealed, standing(4, 0, 0), ago(5), NOW).state()).isEqualTo(OK);
    assertThat(HealthJudge.biller(sealed, standing(4, 0, 0), ago(1_000), NOW))
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo(FAILING);
              assertThat(it.figures()).containsEntry("records", 6L);
            });
    assertThat(HealthJudge.biller(sealed, standing(10, 1, 0), null, NOW).state())
        .isEqualTo(WARNING);
  }

  @Test
  void failsALedgerThatDoesNotAddUp() {
    assertThat(HealthJudge.ledger(standing(1, 0, 0)).state()).isEqualTo(OK);
    assertThat(HealthJudge.ledger(standing(1, 0, 1)).state()).isEqualTo(FAILING);
  }
}
