package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterClockTest {
  private static final TemporalUnitWithinOffset ABOUT =
      new TemporalUnitWithinOffset(3, ChronoUnit.SECONDS);

  private volatile Duration off = Duration.ZERO;

  private Instant here() {
    return Instant.now().plus(off);
  }

  @Test
  void a_host_that_is_an_hour_ahead_takes_the_time_from_the_shared_folder(@TempDir Path shared) {
    off = Duration.ofHours(1);
    var clock = new ClusterClock(this::here, ClusterClock.of(shared));
    assertThat(clock.instant()).isCloseTo(Instant.now(), ABOUT);
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void a_host_whose_clock_is_set_is_noticed_at_once(@TempDir Path shared) {
    var clock = new ClusterClock(this::here, ClusterClock.of(shared));
    off = Duration.ofHours(-1);
    assertThat(clock.instant()).isCloseTo(Instant.now(), ABOUT);
    off = Duration.ZERO;
    assertThat(clock.instant()).isCloseTo(Instant.now(), ABOUT);
  }

  @Test
  void a_small_difference_is_none() {
    Instant fixed = Instant.parse("2026-01-01T00:00:00Z");
    var clock = new ClusterClock(InstantSource.fixed(fixed), () -> fixed.plusMillis(900));
    assertThat(clock.instant()).isEqualTo(fixed);
  }

  @Test
  void the_last_difference_holds_while_the_shared_folder_can_not_be_read() {
    Instant start = Instant.now();
    var clock =
        new ClusterClock(
            this::here,
            () -> {
              if (!off.isZero()) {
                throw new IOException("stale handle");
              }
              return Instant.now().plusSeconds(600);
            });
    off = Duration.ofSeconds(30);
    assertThat(clock.instant()).isCloseTo(start.plusSeconds(630), ABOUT);
  }
}
