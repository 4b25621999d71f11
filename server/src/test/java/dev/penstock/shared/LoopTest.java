package dev.penstock.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final class Counting extends Loop {
    private final CountDownLatch rounds;

    Counting(int rounds) {
      super("counting", Duration.ofMillis(1));
      this.rounds = new CountDownLatch(rounds);
    }

    @Override
    protected void tick() {
      rounds.countDown();
      if (rounds.getCount() % 2 == 1) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  /** Often, for a new thread is sometimes faster than the one that starts it. */
  @Test
  void runsEachTimeThatItIsStarted() throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      Counting loop = new Counting(1);
      loop.start();
      assertThat(loop.rounds.await(10, TimeUnit.SECONDS)).as("start %d", i).isTrue();
      loop.stop();
      assertThat(loop.isRunning()).isFalse();
    }
  }

  @Test
  void goesOnAfterARoundThatFailed() throws InterruptedException {
    Counting loop = new Counting(6);
    loop.start();
    assertThat(loop.rounds.await(10, TimeUnit.SECONDS)).isTrue();
    loop.stop();
  }
}
