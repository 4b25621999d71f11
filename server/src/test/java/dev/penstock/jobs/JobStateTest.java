package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void leavesAFinalStateForNothing(JobState ended) {
    for (JobState next : JobState.values()) {
      assertThatThrownBy(() -> ended.to(next))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(ended.name())
          .hasMessageContaining(next.name());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"RUNNING", "STOPPING", "SUCCEEDED"})
  void letsNoJobSkipItsStart(JobState next) {
    assertThatThrownBy(() -> JobState.QUEUED.to(next)).isInstanceOf(IllegalStateException.class);
  }
}
