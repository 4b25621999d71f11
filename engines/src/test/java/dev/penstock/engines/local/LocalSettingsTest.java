package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LocalSettingsTest {
  private static final LocalSettings DEFAULTS =
      new LocalSettings(Path.of("/data/engine"), "node-1", "centre");

  @Test
  void hasDefaults() {
    assertThat(DEFAULTS)
        .isEqualTo(
            new LocalSettings(
                Path.of("/data/engine"),
                "node-1",
                "127.0.0.1",
                "centre",
                61_100,
                0,
                0,
                256L << 20,
                Duration.ofMillis(200)));
  }

  @Test
  void changesOneSettingAtATime() {
    LocalSettings changed =
        DEFAULTS.withAddress("10.0.0.1").withCapacity(1500, 1 << 30).withLogLimit(7);

    assertThat(changed)
        .isEqualTo(
            new LocalSettings(
                Path.of("/data/engine"),
                "node-1",
                "10.0.0.1",
                "centre",
                61_100,
                1500,
                1 << 30,
                7,
                Duration.ofMillis(200)));
  }

  @Test
  void refusesWhatCannotBeAndSaysWhy() {
    assertThatThrownBy(() -> new LocalSettings(Path.of("/x"), "n", "a/b"))
        .hasMessageContaining("'a/b'");
    assertThatThrownBy(() -> DEFAULTS.withLogLimit(0)).hasMessageContaining("logLimitBytes");
    assertThatThrownBy(() -> DEFAULTS.withCapacity(-1, 0)).hasMessageContaining("milliCores");
  }

  @Test
  void keepsOrderFactsAcrossARestart() {
    var all =
        new OrderFacts(
            Orders.LIMITS, Duration.ofSeconds(90), Duration.ofMillis(1), Path.of("/run/a b=c"));
    var least = new OrderFacts(Orders.LIMITS, null, Duration.ZERO, null);

    assertThat(OrderFacts.parse(all.text().lines().toList())).isEqualTo(all);
    assertThat(OrderFacts.parse(least.text().lines().toList())).isEqualTo(least);
    assertThatThrownBy(() -> OrderFacts.parse(java.util.List.of("milliCores=1")))
        .hasMessageContaining("memoryBytes");
  }
}
