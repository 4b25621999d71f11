package dev.penstock.engines.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import dev.penstock.engines.slurm.AttemptFolder.Stop;
import dev.penstock.engines.slurm.AttemptFolder.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgeTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Instant END = Instant.ofEpochSecond(200);

  private static Verdict verdict(String state, Optional<Integer> exit, Optional<Stop> stop) {
    var job = new SlurmJob(1, "x", Set.of(state), "", "n1", START, START, END, 0, Gres.NONE);
    return verdict(job, exit, stop, "");
  }

  private static Verdict verdict(
      SlurmJob job, Optional<Integer> exit, Optional<Stop> stop, String messages) {
    return Judge.verdict(
        job,
        new Judge.Traces(true, exit, stop, false, "", messages),
        new Limits(1000, 512L << 20, 64),
        null,
        END.plusSeconds(1));
  }

  @Test
  void a_job_that_slurm_killed_for_its_memory_is_told_so_though_its_state_says_nothing() {
    var job = new SlurmJob(1, "x", Set.of("FAILED"), "", "n1", START, START, END, 9, Gres.NONE);
    Verdict verdict =
        verdict(
            job,
            Optional.empty(),
            Optional.empty(),
            "slurmstepd: error: StepId=1.batch exceeded memory limit (600000000 > 536870912), being killed\n");
    assertThat(verdict.cause()).isEqualTo(Cause.MEMORY_LIMIT);
    assertThat(verdict.detail()).contains("512 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, WALL_TIME",
    "OUT_OF_MEMORY, MEMORY_LIMIT",
    "NODE_FAIL, LOST",
    "BOOT_FAIL, LOST",
    "PREEMPTED, PREEMPTED",
    "CANCELLED, LOST",
    "COMPLETED, LOST"
  })
  void what_slurm_says_is_the_cause_where_the_program_left_no_exit_code(String state, Cause cause) {
    assertThat(verdict(state, Optional.empty(), Optional.empty()).cause()).isEqualTo(cause);
  }

  @Test
  void an_exit_code_of_the_program_is_its_own() {
    Verdict verdict = verdict("FAILED", Optional.of(3), Optional.empty());
    assertThat(verdict.cause()).isEqualTo(Cause.FAILED);
    assertThat(verdict.exitCode()).isEqualTo(3);
    assertThat(verdict.startedAt()).isEqualTo(START);
    assertThat(verdict.endedAt()).isEqualTo(END);
  }

  @Test
  void a_stop_before_the_end_is_the_cause_and_one_after_it_is_not() {
    Stop before = new Stop(Cause.DRAIN, Duration.ZERO, "", END.plusMillis(900));
    assertThat(verdict("CANCELLED", Optional.empty(), Optional.of(before)).cause())
        .isEqualTo(Cause.DRAIN);
    Stop after = new Stop(Cause.DRAIN, Duration.ZERO, "", END.plusSeconds(1));
    assertThat(verdict("COMPLETED", Optional.of(0), Optional.of(after)).cause())
        .isEqualTo(Cause.COMPLETED);
  }
}
