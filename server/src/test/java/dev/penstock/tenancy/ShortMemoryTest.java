package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShortMemoryTest {
  private final HandClock clock = new HandClock();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final ShortMemory<String, Integer> memory =
      new ShortMemory<>(clock, Duration.ofSeconds(30), 2);

  @Test
  void looksUpOnceWithinItsTime() {
    assertThat(ask("a")).isEqualTo(1);
    clock.pass(Duration.ofSeconds(29));
    assertThat(ask("a")).isEqualTo(1);
    clock.pass(Duration.ofSeconds(1));
    assertThat(ask("a")).isEqualTo(2);
  }

  @Test
  void forgetsTheLongestUnusedWhenItIsFull() {
    ask("a");
    ask("b");
    ask("a");
    ask("c");
    assertThat(ask("a")).isEqualTo(1);
    assertThat(ask("b")).isEqualTo(4);
  }

  @Test
  void doesNotRememberWhatWasLookedUpBeforeAClear() {
    memory.get(
        "a",
        key -> {
          memory.clear();
          return 0;
        });
    assertThat(ask("a")).isEqualTo(1);
  }

  @Test
  void doesNotRememberWhatIsNotThere() {
    assertThat(memory.get("a", key -> null)).isNull();
    assertThat(ask("a")).isEqualTo(1);
  }

  @Test
  void isFirstOnceWithinItsTime() {
    assertThat(memory.isFirst("a", 1)).isTrue();
    assertThat(memory.isFirst("a", 1)).isFalse();
    clock.pass(Duration.ofSeconds(30));
    assertThat(memory.isFirst("a", 1)).isTrue();
  }

  private @Nullable Integer ask(String key) {
    return memory.get(key, missing -> lookUps.incrementAndGet());
  }
}
