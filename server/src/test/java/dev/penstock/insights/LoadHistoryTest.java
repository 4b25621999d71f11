package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.insights.LoadSample.CardLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadHistoryTest {
  private static LoadSample at(String time, double used) {
    return new LoadSample(
        Instant.parse(time),
        used,
        4_000,
        used * 2,
        8_000,
        List.of(new CardLoad("ascend910b", used / 1_000, 8)),
        1,
        2);
  }

  @Test
  void averagesTheSamplesOfEachGrain() {
    List<LoadSample> hours =
        LoadHistory.averaged(
            List.of(
                at("2026-11-25T08:00:00Z", 1_000),
                at("2026-11-25T08:59:00Z", 3_000),
                at("2026-11-25T10:30:00Z", 4_000)),
            Duration.ofHours(1));
    assertThat(hours)
        .containsExactly(at("2026-11-25T08:00:00Z", 2_000), at("2026-11-25T10:00:00Z", 4_000));
  }

  @Test
  void leavesMinutesAsTheyAre() {
    List<LoadSample> samples =
        List.of(at("2026-11-25T08:00:00Z", 1_000), at("2026-11-25T08:01:00Z", 3_000));
    assertThat(LoadHistory.averaged(samples, Duration.ofMinutes(1))).isEqualTo(samples);
    assertThat(LoadHistory.averaged(List.of(), Duration.ofHours(1))).isEmpty();
  }

  @Test
  void givesNoMorePointsThanAScreenShows() {
    assertThat(LoadHistory.grain(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(LoadHistory.grain(24)).isEqualTo(Duration.ofMinutes(5));
    assertThat(LoadHistory.grain(72)).isEqualTo(Duration.ofMinutes(15));
    assertThat(LoadHistory.grain(840)).isEqualTo(Duration.ofHours(1));
  }
}
