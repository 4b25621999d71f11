package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
  private final HandClock clock = new HandClock();
  private final AttemptLimiter limiter = new AttemptLimiter(clock, 3, Duration.ofMinutes(15));

  @Test
  void refusesTheAttemptAfterTheLastAndSaysHowLongToWait() {
    fail("a");
    clock.pass(Duration.ofMinutes(5));
    fail("a");
    fail("a");
    assertThat(limiter.begin("a")).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void admitsAgainWhenTheWindowHasSlidOn() {
    fail("a");
    clock.pass(Duration.ofMinutes(5));
    fail("a");
    fail("a");
    clock.pass(Duration.ofMinutes(10));
    fail("a");
    assertThat(limiter.begin("a")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void waitsAtLeastASecond() {
    fail("a");
    fail("a");
    fail("a");
    clock.pass(Duration.ofMinutes(15).minusMillis(1));
    assertThat(limiter.begin("a")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void keepsNamesApart() {
    fail("a");
    fail("a");
    fail("a");
    fail("b");
    assertThat(limiter.begin("a")).isNotNull();
  }

  @Test
  void successTakesItsOwnAttemptBackOnly() {
    fail("a");
    fail("a");
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.begin("a")).isNull();
      limiter.takeBack("a");
    }
    fail("a");
    assertThat(limiter.begin("a")).isNotNull();
  }

  @Test
  void attemptsAtOnceGainNothing() {
    // three have begun, none has ended
    fail("a");
    fail("a");
    fail("a");
    assertThat(limiter.begin("a")).isNotNull();
    limiter.forget("a");
    fail("a");
  }

  private void fail(String name) {
    assertThat(limiter.begin(name)).isNull();
  }
}
