package dev.penstock.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final CountDownLatch rounds = new CountDownLatch(2);
  private final Loop loop =
      new Loop("test", Duration.ofDays(1)) {
        @Override
        protected void tick() {
          rounds.countDown();
          wake();
        }
      };

  /** Its thread may run before {@code start} has returned. */
  @RepeatedTest(300)
  void worksHoweverSoonItsThreadRuns() throws InterruptedException {
    loop.start();
    loop.wake();
    assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
    loop.stop();
  }

  @Test
  void stops() {
    loop.start();
    loop.stop();
    assertThat(loop.isRunning()).isFalse();
    loop.wake();
    assertThat(rounds.getCount()).isEqualTo(2);
  }
}
