package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.local.AttemptFolder.Exit;
import dev.penstock.engines.local.AttemptFolder.Stop;
import dev.penstock.engines.local.AttemptFolder.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final Instant END = Instant.parse("2026-11-25T00:00:10Z");

  private static Verdict judge(int code, Optional<Stop> stop, Cgroups.Hits hits, boolean ran) {
    return Judge.verdict(new Exit(code, END), stop, hits, Orders.LIMITS, ran, "bwrap: no such");
  }

  private static Optional<Stop> stopAt(Instant at) {
    return Optional.of(new Stop(Cause.CANCELLED, Duration.ZERO, "by the user", at));
  }

  @Test
  void takesTheCauseOfAStopThatCameBeforeTheEnd() {
    Verdict verdict = judge(0, stopAt(END), Cgroups.Hits.NONE, true);

    assertThat(verdict.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(verdict.detail()).isEqualTo("by the user");
  }

  @Test
  void ignoresAStopThatCameAfterTheEnd() {
    assertThat(judge(0, stopAt(END.plusNanos(1000)), Cgroups.Hits.NONE, true).cause())
        .isEqualTo(Cause.COMPLETED);
  }

  @Test
  void blamesALimitEvenWhereTheProgramWentOn() {
    assertThat(judge(0, Optional.empty(), new Cgroups.Hits(1, 0), true).cause())
        .isEqualTo(Cause.MEMORY_LIMIT);
    assertThat(judge(1, Optional.empty(), new Cgroups.Hits(0, 3), true).cause())
        .isEqualTo(Cause.PROCESS_LIMIT);
  }

  @Test
  void tellsAProgramThatFailedFromASandboxThatFailed() {
    assertThat(judge(1, Optional.empty(), Cgroups.Hits.NONE, true).cause()).isEqualTo(Cause.FAILED);
    assertThat(judge(139, Optional.empty(), Cgroups.Hits.NONE, true).detail())
        .contains("signal 11");
    Verdict notMade = judge(1, Optional.empty(), Cgroups.Hits.NONE, false);
    assertThat(notMade.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(notMade.detail()).contains("no such");
    assertThat(judge(137, Optional.empty(), Cgroups.Hits.NONE, false).cause())
        .isEqualTo(Cause.LOST);
  }
}
