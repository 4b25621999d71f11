package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a workload may start at the earliest: dependencies, hours, prices. */
final class TimingTest {
  @Test
  void aDependentStartsOnceItsForerunnerHasEndedWell() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a"), work("y", "a").after(play.id("x"), true));
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.why("y")).isEqualTo(new Reason.After(List.of(play.id("x"))));
    play.at(5).end("x");
    assertThat(play.starts()).containsExactly("y");
  }

  @Test
  void aDependentOnAnyEndStartsAfterAFailure() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a"), work("y", "a").after(play.id("x"), false)).starts();
    play.end(Kernel.End.FAILED, "x");
    assertThat(play.starts()).containsExactly("y");
  }

  @Test
  void whatFollowsAFailureIsDoomedAndSoIsWhatFollowsThat() {
    Play play = Play.plain(1, "a");
    play.submit(
        work("x", "a"),
        work("y", "a").after(play.id("x"), true),
        work("z", "a").after(play.id("y"), true),
        work("w", "a").after(play.id("y"), false));
    play.starts();
    play.end(Kernel.End.FAILED, "x").starts();
    assertThat(play.doomed()).containsExactly("y");
    play.kernel.withdraw(0, play.id("y"));
    assertThat(play.starts()).containsExactly("w");
    assertThat(play.doomed()).containsExactly("z");
    play.kernel.withdraw(0, play.id("z"));
    play.starts();
    assertThat(play.doomed()).isEmpty();
    assertThat(play.kernel.size()).isEqualTo(1);
  }

  @Test
  void allForerunnersMustHaveEndedAndUnknownOnesHoldNobody() {
    Play play = Play.plain(1, "a");
    play.submit(
        work("x", "a"),
        work("y", "a"),
        work("z", "a")
            .after(play.id("x"), true)
            .after(play.id("y"), false)
            .after(new UUID(7, 7), true));
    play.starts();
    play.end("x");
    assertThat(play.starts()).isEmpty();
    play.end("y");
    assertThat(play.starts()).containsExactly("z");
  }

  @Test
  void anArrayHasEndedWhenAllItsTasksHave() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a").tasks(2, 2), work("y", "a").after(play.id("x"), true)).starts();
    play.end("x");
    assertThat(play.starts()).isEmpty();
    play.end("x/1");
    assertThat(play.starts()).containsExactly("y");
  }

  @Test
  void whatIsWithdrawnWhileItRunsHasNotEndedWell() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a"), work("y", "a").after(play.id("x"), true)).starts();
    play.kernel.withdraw(0, play.id("x"));
    play.end("x").starts();
    assertThat(play.doomed()).containsExactly("y");
  }

  @Test
  void nothingIsHeardOfADependentThatWasWithdrawnBefore() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a"), work("y", "a").after(play.id("x"), true)).starts();
    play.kernel.withdraw(0, play.id("y"));
    play.end(Kernel.End.FAILED, "x").starts();
    assertThat(play.doomed()).isEmpty();
  }

  @Test
  void nothingStartsBeforeItsEarliest() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a").earliest(HOUR));
    assertThat(play.starts()).isEmpty();
    assertThat(play.last().askAgainAt()).isEqualTo(HOUR);
    assertThat(play.why("x")).isEqualTo(new Reason.NotBefore(HOUR));
    assertThat(play.at(HOUR).starts()).containsExactly("x");
  }

  @Test
  void theCheapestWaitsForTheCheapHoursBeforeItsDeadline() {
    Play play = night();
    play.submit(work("x", "a").wall(2 * HOUR).cheapestBefore(10 * HOUR));
    assertThat(play.starts()).isEmpty();
    assertThat(play.why("x")).isEqualTo(new Reason.Price(4 * HOUR));
    assertThat(play.at(4 * HOUR).starts()).containsExactly("x");
  }

  @Test
  void theCheapestStartsInTimeForItsDeadline() {
    Play play = night();
    play.submit(work("x", "a").wall(3 * HOUR).cheapestBefore(5 * HOUR));
    assertThat(play.at(0).starts()).isEmpty();
    assertThat(play.why("x")).isEqualTo(new Reason.Price(2 * HOUR));
    assertThat(play.at(2 * HOUR).starts()).containsExactly("x");
  }

  @Test
  void amongEquallyCheapHoursTheEarliestIsTaken() {
    CostCurve curve =
        new CostCurve(new long[] {0, 7, 1000, 2003, 3001}, new double[] {0.1, 0.1, 0.3, 0.1, 0.1});
    assertThat(curve.cheapest(3, 10_000, 500)).isEqualTo(3);
    assertThat(curve.cheapest(900, 10_000, 500)).isEqualTo(2003);
    assertThat(curve.cheapest(900, 800, 500)).isEqualTo(900);
  }

  @Test
  void nothingStartsWhileThePriceIsAboveItsCeiling() {
    Play play = night();
    play.submit(work("x", "a").ceiling(1)).starts();
    assertThat(play.why("x")).isEqualTo(new Reason.Price(4 * HOUR));
    assertThat(play.at(4 * HOUR).starts()).containsExactly("x");
  }

  @Test
  void whatFindsNoRoomInTheCheapHoursDoesNotStartInTheDearOnes() {
    Play play = night();
    play.submit(work("runs", "a").cards(8).wall(9 * HOUR)).starts();
    play.submit(work("x", "a").ceiling(1), work("y", "a").wall(HOUR).cheapestBefore(100 * HOUR));
    play.at(4 * HOUR).starts();
    play.at(8 * HOUR).end("runs");
    assertThat(play.starts()).containsExactly("y");
    assertThat(play.why("x")).isEqualTo(new Reason.Price(Long.MAX_VALUE));
  }

  @Test
  void aNewCurveCountsForThoseThatWaitForThePrice() {
    Play play = Play.plain(1, "a");
    play.kernel.costs(0, new CostCurve(new long[] {0}, new double[] {5}));
    play.submit(work("x", "a").ceiling(1)).starts();
    assertThat(play.why("x")).isEqualTo(new Reason.Price(Long.MAX_VALUE));
    play.kernel.costs(MINUTE, new CostCurve(new long[] {0}, new double[] {1}));
    assertThat(play.at(MINUTE).starts()).containsExactly("x");
  }

  @Test
  void aCurveMustBeInOrder() {
    assertThatThrownBy(() -> new CostCurve(new long[] {1, 1}, new double[] {1, 1}))
        .hasMessageContaining("not after");
    assertThatThrownBy(() -> new CostCurve(new long[0], new double[0]))
        .hasMessageContaining("at least one");
  }

  /** Dear, but for the hours from four to eight. */
  private static Play night() {
    Play play = Play.plain(1, "a");
    play.kernel.costs(0, new CostCurve(new long[] {0, 4 * HOUR, 8 * HOUR}, new double[] {3, 1, 3}));
    return play;
  }
}
