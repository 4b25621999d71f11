package dev.penstock.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;

  @Test
  void showsPartWholeAndRate() {
    ProgressBar bar = bar(true, 80);
    now = now.plusSeconds(2);

    bar.bytes("a.csv", 1 << 20, 4 << 20);

    assertThat(lines())
        .containsExactly("a.csv [######..................]  25%  1.00 MiB / 4.00 MiB  512 KiB/s");
  }

  @Test
  void drawsAtMostTenTimesASecondButAlwaysTheEnd() {
    ProgressBar bar = bar(true, 80);

    for (int i = 0; i <= 100; i++) {
      bar.fraction("x", i / 100.0, "");
      now = now.plusMillis(1);
    }

    assertThat(lines()).hasSize(2).last().asString().contains("100%");
  }

  @Test
  void drawsNothingWhereThereIsNoTerminal() {
    ProgressBar bar = bar(false, 80);

    bar.bytes("a", 1, 2);
    bar.text("waiting");
    bar.close();

    assertThat(out.size()).isZero();
  }

  @Test
  void neverWraps() {
    ProgressBar bar = bar(true, 20);

    bar.text("纸".repeat(50));

    assertThat(lines()).allSatisfy(line -> assertThat(Width.of(line)).isLessThan(20));
  }

  @Test
  void leavesAnEmptyLine() {
    ProgressBar bar = bar(true, 80);
    bar.fraction("x", 2, "");

    bar.close();

    assertThat(out.toString(UTF_8)).endsWith("\r\u001b[K").contains("100%");
  }

  @Test
  void alignsTablesThatMixScripts() {
    assertThat(new Table().left("名称").right("N").row("a", "1").row("手写数字", "100").lines())
        .containsExactly("名称        N", "a           1", "手写数字  100");
  }

  @Test
  void keepsTablesSafeFromNamesThatSteerTheTerminal() {
    assertThat(new Table().left("N").row("a\u001b[2J\nb").lines()).containsExactly("N", "a [2J b");
  }

  @Test
  void readsDurationsAndShowsNumbersForPeople() {
    assertThat(Units.readDuration("90s")).hasValueSatisfying(d -> assertThat(d).hasSeconds(90));
    assertThat(Units.readDuration("PT1H")).hasValueSatisfying(d -> assertThat(d).hasHours(1));
    assertThat(Units.readDuration("soon")).isEmpty();
    assertThat(Units.yuan("100.000000")).isEqualTo("100.00");
    assertThat(Units.yuan("0.000120")).isEqualTo("0.00012");
    assertThat(Units.bytes(1536)).isEqualTo("1.50 KiB");
  }

  private ProgressBar bar(boolean shown, int columns) {
    return new ProgressBar(new PrintStream(out, true, UTF_8), shown, columns, () -> now);
  }

  private List<String> lines() {
    return List.of(out.toString(UTF_8).substring("\r\u001b[K".length()).split("\r\u001b\\[K", -1));
  }
}
