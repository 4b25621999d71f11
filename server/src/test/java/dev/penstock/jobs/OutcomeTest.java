package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

  @Test
  void succeedsWhenTheProgramDoesAndItsOutputsAreKept() {
    assertThat(of(job(JobState.RUNNING, 0, 0, 0), Cause.COMPLETED).state())
        .isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void failsWhenAnOutputIsLostAndSaysWhoseFaultItIs() {
    Outcome outcome =
        Outcome.of(
            job(JobState.RUNNING, 0, 0, 0),
            Cause.COMPLETED,
            "",
            new Outcome.Kept(List.of(), "the store is full", Blame.PLATFORM));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(JobState.FAILED, "OUTPUTS_NOT_KEPT", Blame.PLATFORM, "the store is full"));
  }

  @Test
  void triesAFailureAgainAsOftenAsTheUserWishes() {
    assertThat(of(job(JobState.RUNNING, 2, 1, 0), Cause.FAILED).state()).isEqualTo(JobState.QUEUED);
    assertThat(of(job(JobState.RUNNING, 2, 2, 0), Cause.FAILED).state()).isEqualTo(JobState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"LOST", "DRAIN", "START_FAILED"})
  void triesALossThroughThePlatformAgainWithoutBeingAsked(Cause cause) {
    Outcome outcome = of(job(JobState.RUNNING, 0, 0, 0), cause);
    assertThat(outcome.state()).isEqualTo(JobState.QUEUED);
    assertThat(outcome.blame()).isEqualTo(Blame.PLATFORM);
    assertThat(of(job(JobState.RUNNING, 0, 0, Outcome.MOST_LOSSES), cause).state())
        .isEqualTo(JobState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"WALL_TIME", "MEMORY_LIMIT", "PROCESS_LIMIT", "LOG_LIMIT", "FUNDS"})
  void neverTriesALimitAgain(Cause cause) {
    Outcome outcome = of(job(JobState.RUNNING, 5, 0, 0), cause);
    assertThat(outcome.state()).isEqualTo(JobState.FAILED);
    assertThat(outcome.blame()).isEqualTo(Blame.USER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"CANCELLED", "FAILED", "LOST"})
  void neverStartsAgainWhatWasCancelled(Cause cause) {
    assertThat(of(job(JobState.STOPPING, 5, 0, 0), cause).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void keepsASuccessThatCameBeforeTheStop() {
    assertThat(of(job(JobState.STOPPING, 0, 0, 0), Cause.COMPLETED).state())
        .isEqualTo(JobState.SUCCEEDED);
  }

  private static Outcome of(Job job, Cause cause) {
    return Outcome.of(job, cause, "", Outcome.Kept.NONE);
  }

  static Job job(JobState state, int retries, int failures, int losses) {
    JobSpec spec =
        new JobSpec(
            "j",
            JobKind.BATCH,
            "default",
            "shell@1",
            "cpu.small",
            1,
            null,
            null,
            new Command(List.of("true")),
            null,
            List.of(),
            List.of(),
            WallTime.DEFAULT,
            Map.of(),
            retries,
            Priority.NORMAL,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Job(
        JobId.next(),
        OrgId.next(),
        ProjectId.next(),
        state,
        spec,
        new Resolved(new Shape(null, 0, 1000, 1024), List.of(), null),
        Money.ZERO,
        PersonId.next(),
        Instant.EPOCH,
        null,
        null,
        failures,
        losses,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Job.TaskEnds.NONE,
        false);
  }
}
