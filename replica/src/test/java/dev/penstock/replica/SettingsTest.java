package dev.penstock.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void listensOnTheSocketUnlessAPortIsSet() {
    Map<String, String> unix =
        Map.of("PENSTOCK_INPUT_MODEL", "/m", "PENSTOCK_SOCKET", "/run/s", "OMP_NUM_THREADS", "3");
    assertThat(Settings.of(unix))
        .isEqualTo(new Settings(Path.of("/m"), Path.of("/run/s"), -1, 3, "1"));
    Map<String, String> tcp =
        Map.of(
            "PENSTOCK_INPUT_MODEL", "/m",
            "PENSTOCK_SOCKET", "/run/s",
            "PENSTOCK_PORT", "8080",
            "OMP_NUM_THREADS", "1",
            "PENSTOCK_MODEL_VERSION", "4");
    assertThat(Settings.of(tcp)).isEqualTo(new Settings(Path.of("/m"), null, 8080, 1, "4"));
  }

  @Test
  void saysWhichVariableIsWrongAndWhatToDo() {
    assertRefused(Map.of(), "PENSTOCK_INPUT_MODEL is not set");
    assertRefused(Map.of("PENSTOCK_INPUT_MODEL", "/m"), "PENSTOCK_SOCKET is not set");
    assertRefused(
        Map.of("PENSTOCK_INPUT_MODEL", "/m", "PENSTOCK_SOCKET", "/" + "a".repeat(107)),
        "longer than 107 bytes; choose a shorter path");
    assertRefused(
        Map.of("PENSTOCK_INPUT_MODEL", "/m", "PENSTOCK_PORT", "65536"),
        "PENSTOCK_PORT is 65536; set it to a whole number from 0 to 65535");
    assertRefused(
        Map.of("PENSTOCK_INPUT_MODEL", "/m", "PENSTOCK_PORT", "1", "OMP_NUM_THREADS", "many"),
        "OMP_NUM_THREADS is many");
  }

  private static void assertRefused(Map<String, String> environment, String words) {
    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(words);
  }
}
