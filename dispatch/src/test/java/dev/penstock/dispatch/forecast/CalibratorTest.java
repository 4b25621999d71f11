package dev.penstock.dispatch.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {
  private static final int JOBS = 6000;

  @ParameterizedTest
  @CsvSource({"0.5, 0.2", "0.5, 5", "0.9, 0.2", "0.9, 1", "0.9, 5"})
  void aQuantileHoldsAsOftenAsItSaysThoughTheRawOneIsOff(double level, double bias) {
    Calibrator calibrator = new Calibrator(level);
    Random random = new Random(7);
    int held = 0;
    for (int i = 0; i < JOBS; i++) {
      double scale = 200 + random.nextInt(5000);
      Calibrator.Corrected said = calibrator.correct(Math.round(bias * scale));
      long wait = Math.round(scale * Math.exp(random.nextGaussian()));
      held += wait <= said.corrected() ? 1 : 0;
      calibrator.started(said, wait);
    }
    assertThat(held / (double) JOBS).isCloseTo(level, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9})
  void aQuantileHoldsAgainOnceTheBiasHasChangedForAsLongAsIsLookedAt(double level) {
    Calibrator calibrator = new Calibrator(level);
    Random random = new Random(8);
    int held = 0;
    int settled = JOBS + Calibrator.WINDOW;
    for (int i = 0; i < settled + JOBS; i++) {
      Calibrator.Corrected said = calibrator.correct(i < JOBS ? 500 : 2000);
      long wait = Math.round(1000 * Math.exp(random.nextGaussian()));
      held += i >= settled && wait <= said.corrected() ? 1 : 0;
      calibrator.started(said, wait);
    }
    assertThat(held / (double) JOBS).isCloseTo(level, within(0.02));
  }

  @Test
  void withoutAHistoryNothingIsCorrected() {
    Calibrator calibrator = new Calibrator(0.9);
    assertThat(calibrator.correct(0)).isEqualTo(new Calibrator.Corrected(0, 0));
    for (int i = 1; i < Calibrator.FEWEST; i++) {
      calibrator.started(calibrator.correct(100), 900);
    }
    assertThat(calibrator.correct(100).corrected()).isEqualTo(100);
    calibrator.started(calibrator.correct(100), 900);
    assertThat(calibrator.correct(100).corrected()).isEqualTo(900);
  }

  @Test
  void saysWhichLevelOrWaitIsWrong() {
    assertThatThrownBy(() -> new Calibrator(1)).hasMessageContaining("level must be above 0");
    assertThatThrownBy(() -> new Calibrator(0.5).correct(-1)).hasMessageContaining("not -1");
  }
}
