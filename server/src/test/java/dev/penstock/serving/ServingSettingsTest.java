package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ServingSettingsTest {
  private static ServingSettings bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("penstock.serving", ServingSettings.class);
  }

  @Test
  void hasDefaultsForAllButTheCommand() {
    assertThat(bind(Map.of("penstock.serving.command", "java,-jar,replica.jar")))
        .isEqualTo(
            new ServingSettings(
                List.of("java", "-jar", "replica.jar"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                DataSize.ofMegabytes(32)));
  }

  @Test
  void readsEverySetting() {
    assertThat(
            bind(
                Map.of(
                    "penstock.serving.command", "r",
                    "penstock.serving.roll-up", "1m",
                    "penstock.serving.timeout", "5s",
                    "penstock.serving.max-body", "1KB")))
        .isEqualTo(
            new ServingSettings(
                List.of("r"),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                DataSize.ofKilobytes(1)));
  }

  @Test
  void refusesToStartWithoutACommand() {
    assertThatThrownBy(() -> bind(Map.of()))
        .hasRootCauseMessage(
            "penstock.serving.command is empty: give the program that serves a model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "7s", "1500ms", "2h"})
  void refusesAnIntervalThatDoesNotDivideAnHour(String interval) {
    assertThatThrownBy(
            () ->
                bind(Map.of("penstock.serving.command", "r", "penstock.serving.roll-up", interval)))
        .rootCause()
        .hasMessageContaining("penstock.serving.roll-up");
  }
}
