package dev.penstock.dispatch.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 256, 300, 5_000})
  void hasTheLowestOfTheHighestWhateverChanges(int nodes) {
    SplittableRandom random = new SplittableRandom(nodes);
    Ranking ranking = new Ranking(nodes, new long[nodes]);
    double[] all = new double[nodes];
    Arrays.fill(all, Double.NEGATIVE_INFINITY);
    assertThat(ranking.best()).isEqualTo(-1);
    for (int round = 0; round < 300; round++) {
      int[] changed = random.ints(random.nextInt(40), 0, nodes).distinct().toArray();
      // few values, so that equals are common, and both zeros
      double[] scores =
          IntStream.of(changed)
              .mapToDouble(
                  it ->
                      random.nextInt(3) == 0
                          ? Double.NEGATIVE_INFINITY
                          : -0.0 * random.nextInt(2) - random.nextInt(6))
              .toArray();
      ranking.set(changed, scores, changed.length);
      for (int at = 0; at < changed.length; at++) {
        all[changed[at]] = scores[at];
      }
      assertThat(ranking.best()).isEqualTo(best(all));
      for (int node = 0; node < nodes; node++) {
        assertThat(ranking.isScored(node)).isEqualTo(Double.isInfinite(all[node]) ? 0 : 1);
      }
    }
  }

  private static int best(double[] scores) {
    int best = -1;
    for (int node = 0; node < scores.length; node++) {
      if (scores[node] > (best < 0 ? Double.NEGATIVE_INFINITY : scores[best])) {
        best = node;
      }
    }
    return best;
  }
}
