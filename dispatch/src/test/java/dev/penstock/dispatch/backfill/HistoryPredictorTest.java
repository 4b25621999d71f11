package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistoryPredictorTest {
  private static final double EXACT = 1e-9;

  private final Predictor predictor = Predictor.of(new RunTimes.History(2, 0.5, 3, 2, 1));

  private static Job job(long requested, String user) {
    return new Job(0, 1, requested, user);
  }

  @Test
  void takesTheRequestedTimeWhileNothingIsKnown() {
    Prediction prediction = predictor.predict(job(600, "ann"));
    assertThat(prediction.seconds()).isEqualTo(600);
    assertThat(prediction.urgency()).isEqualTo(1 / 600.0);
  }

  @Test
  void drawsAStrangerToTheLatestJobsOfTheSameClass() {
    predictor.learn(job(600, "ann"), 500);
    predictor.learn(job(1_000, "bob"), 100);
    predictor.learn(job(700, "bob"), 300);
    predictor.learn(job(100, "bob"), 7);
    Prediction prediction = predictor.predict(job(800, "cid"));
    assertThat(prediction.seconds()).isCloseTo((100 + 300) / 2.0, within(EXACT));
    assertThat(prediction.urgency()).isCloseTo((1 / 100.0 + 1 / 300.0) / 2, within(EXACT));
  }

  @Test
  void weighsTheUsersOwnJobsByFreshnessAndBySameRequest() {
    predictor.learn(job(600, "ann"), 9_999);
    predictor.learn(job(600, "ann"), 200);
    predictor.learn(job(900, "ann"), 4);
    Prediction prediction = predictor.predict(job(600, "ann"));
    double ofClass = (200 + 4) / 2.0;
    assertThat(prediction.seconds())
        .isCloseTo((ofClass + 4 + 0.5 * 3 * 200) / (1 + 1 + 1.5), within(EXACT));
  }

  @Test
  void neverForetellsMoreThanWasRequested() {
    predictor.learn(job(1_023, "ann"), 1_000);
    assertThat(predictor.predict(job(512, "ann")).seconds()).isEqualTo(512);
  }
}
