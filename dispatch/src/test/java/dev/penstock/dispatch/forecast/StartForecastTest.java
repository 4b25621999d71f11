package dev.penstock.dispatch.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StartForecastTest {
  private static final Rollout UP_TO_A_THOUSAND =
      (job, seed) -> OptionalLong.of(5000 + new SplittableRandom(seed).nextInt(1000));
  private static final List<Double> LEVELS = List.of(0.9, 0.5);

  @Test
  void tellsTheQuantilesOfTheFuturesByLevel() {
    Rollout rollout = (job, seed) -> OptionalLong.of(5000 + 10 * seed);
    assertThat(new StartForecast(10, 900, LEVELS).of(5000, 1, rollout, 1))
        .containsExactly(
            new StartForecast.Quantile(0.5, 5050), new StartForecast.Quantile(0.9, 5090));
  }

  @Test
  void whatDoesNotStartInAFutureWaitsAsLongAsIsLookedAt() {
    Rollout never = (job, seed) -> OptionalLong.empty();
    assertThat(new StartForecast(10, 900, LEVELS).of(5000, 1, never, 1))
        .extracting(StartForecast.Quantile::time)
        .containsExactly(5900L, 5900L);
  }

  @Test
  void theSameEventsAndSeedsGiveTheSameForecasts() {
    assertThat(said(new StartForecast(20, 900, LEVELS), 50))
        .isEqualTo(said(new StartForecast(20, 900, LEVELS), 50));
  }

  @Test
  void aForecastKnowsNoWaitThatIsNotOver() {
    StartForecast some = new StartForecast(20, 900, LEVELS);
    StartForecast more = new StartForecast(20, 900, LEVELS);
    said(some, 50);
    said(more, 50);
    for (long job = 100; job < 150; job++) {
      more.of(5000, job, UP_TO_A_THOUSAND, job);
    }
    assertThat(more.of(5000, 7, UP_TO_A_THOUSAND, 7))
        .isEqualTo(some.of(5000, 7, UP_TO_A_THOUSAND, 7));
    more.withdrawn(100);
    more.started(90_000, 100);
    assertThat(more.of(5000, 7, UP_TO_A_THOUSAND, 7))
        .isEqualTo(some.of(5000, 7, UP_TO_A_THOUSAND, 7));
    for (long job = 101; job < 150; job++) {
      more.started(90_000, job);
    }
    assertThat(more.of(5000, 7, UP_TO_A_THOUSAND, 7).getLast().time())
        .isGreaterThan(some.of(5000, 7, UP_TO_A_THOUSAND, 7).getLast().time());
  }

  @Test
  void aHigherQuantileIsNeverEarlier() {
    StartForecast forecast = new StartForecast(20, 900, LEVELS);
    SplittableRandom random = new SplittableRandom(3);
    for (long job = 0; job < 500; job++) {
      List<StartForecast.Quantile> said = forecast.of(5000, job, UP_TO_A_THOUSAND, job);
      assertThat(said.get(1).time()).isGreaterThanOrEqualTo(said.get(0).time());
      forecast.started(5000 + random.nextInt(3) * 400, job);
    }
  }

  @Test
  void saysHowManyFuturesAreNeeded() {
    assertThatThrownBy(() -> new StartForecast(0, 900, LEVELS))
        .hasMessageContaining("futures must be 1 or more, not 0");
  }

  private static List<List<StartForecast.Quantile>> said(StartForecast forecast, long jobs) {
    return LongStream.range(0, jobs)
        .mapToObj(
            job -> {
              List<StartForecast.Quantile> it = forecast.of(5000, job, UP_TO_A_THOUSAND, job);
              forecast.started(5700, job);
              return it;
            })
        .toList();
  }
}
