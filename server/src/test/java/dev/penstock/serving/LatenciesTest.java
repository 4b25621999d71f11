package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final long SEED = 20_261_125;

  private static Latencies of(long... millis) {
    Latencies all = Latencies.NONE;
    for (long one : millis) {
      all = all.with(one);
    }
    return all;
  }

  @Test
  void isExactToAFifth() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      long[] millis =
          LongStream.generate(() -> (long) Math.exp(random.nextDouble() * 12.5))
              .limit(1 + random.nextInt(400))
              .toArray();
      long[] sorted = LongStream.of(millis).sorted().toArray();
      Latencies latencies = of(millis);
      for (int percent : new int[] {1, 50, 95, 100}) {
        long exact = sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
        assertThat(latencies.percentile(percent))
            .as("%d%% of %s", percent, latencies)
            .isBetween(exact, exact + Math.max(1, exact / 5));
      }
      assertThat(latencies.maxMillis()).isEqualTo(sorted[sorted.length - 1]);
      assertThat(latencies.calls()).isEqualTo(millis.length);
    }
  }

  @Test
  void addsUpToWhatOneWouldHaveCounted() {
    assertThat(of(1, 5, 900).plus(of(0, 70_000))).isEqualTo(of(1, 5, 900, 0, 70_000));
    assertThat(Latencies.NONE.plus(of(3))).isEqualTo(of(3)).isEqualTo(of(3).plus(Latencies.NONE));
  }

  @Test
  void neverSaysMoreThanTheLongest() {
    assertThat(of(110).percentile(50)).isEqualTo(110);
    assertThat(of(10_000_000).percentile(95)).isEqualTo(10_000_000);
    assertThat(of(0).percentile(95)).isZero();
  }

  @Test
  void hasNoPercentileWithoutCalls() {
    assertThatThrownBy(() -> Latencies.NONE.percentile(50))
        .isInstanceOf(IllegalStateException.class);
  }
}
