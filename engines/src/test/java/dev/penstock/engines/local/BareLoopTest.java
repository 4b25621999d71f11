package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BareLoopTest {
  @TempDir private Path folder;

  @Test
  void runsTheSandboxOfAnOrderRepeatedly() {
    assertThat(BareLoop.run(folder, Orders.command("true").order(), 3)).isPositive();
  }

  @Test
  void saysWhenItCannot() {
    assertThatThrownBy(() -> BareLoop.run(folder, Orders.command("no-such").order(), 1))
        .hasMessageContaining("no-such");
    assertThat(BareLoop.run(folder, Orders.command("true").order(), 0))
        .isLessThan(Duration.ofMinutes(1));
  }
}
