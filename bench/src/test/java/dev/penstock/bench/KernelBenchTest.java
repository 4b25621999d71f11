package dev.penstock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelBenchTest {
  private static final String RESULTS =
      """
      [%s]
      """
          .formatted(
              String.join(
                  ",",
                  result("kernel", "\"nodes\": \"5000\", \"policy\": \"best-fit\"", 400_000),
                  result("kernel", "\"nodes\": \"5000\", \"policy\": \"node-value\"", 200_000),
                  result("kernel", "\"nodes\": \"20000\", \"policy\": \"best-fit\"", 300_000),
                  result("fenzo", "\"nodes\": \"5000\"", 8_000),
                  result("fenzoFull", "\"nodes\": \"5000\"", 1_000)));

  private static String result(String benchmark, String parameters, double placements) {
    return """
        {"benchmark": "dev.penstock.bench.peers.PlacementsPerSecond.%s", "params": {%s},
         "primaryMetric": {"score": 1},
         "secondaryMetrics": {"placements": {"score": %s}}}
        """
        .formatted(benchmark, parameters, placements);
  }

  private static Figure figure(String name) {
    return KernelBench.figures(KernelSpeeds.read(RESULTS)).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsPlacementsRatherThanTurns() {
    assertThat(figure("kernel.placements_per_second").value()).isEqualTo(400_000);
    assertThat(figure("kernel.best_placements_per_second").holds()).isFalse();
  }

  @Test
  void comparesWithFenzoByItsShortcut() {
    assertThat(figure("kernel.vs_fenzo").value()).isEqualTo(50);
    assertThat(figure("kernel.vs_fenzo").referenceValue()).isEqualTo(400);
  }

  @Test
  void tellsHowTheSpeedGrowsWithTheNodes() {
    assertThat(figure("kernel.placements_per_second_20000_nodes").ratio()).isEqualTo(0.75);
  }

  @Test
  void leavesOutAndNamesWhatCouldNotBeMeasured() {
    KernelSpeeds speeds = KernelSpeeds.read(RESULTS);
    assertThat(speeds.missing(5000)).isEqualTo(List.of("yarn_placements_per_second"));
    assertThat(KernelBench.figures(speeds))
        .extracting(Figure::name)
        .noneMatch(it -> it.contains("yarn"));
  }
}
