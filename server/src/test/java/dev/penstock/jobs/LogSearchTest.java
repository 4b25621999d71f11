package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogSearchTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void findsLinesWithTheirPlacesAcrossParts() {
    LogSearch search = new LogSearch("错误");
    search.feed(bytes("one\n第二 错"));
    search.feed(bytes("误\nthree\n"));
    search.feed(bytes("错误 at the end"));
    assertThat(search.end())
        .containsExactly(
            new LogSearch.Match(4, 2, "第二 错误"), new LogSearch.Match(24, 4, "错误 at the end"));
  }

  @Test
  void looksAtLettersAndNotAtCapitals() {
    LogSearch search = new LogSearch("Loss");
    search.feed(bytes("LOSS 0.5\r\nother\n"));
    assertThat(search.end()).containsExactly(new LogSearch.Match(0, 1, "LOSS 0.5"));
  }

  @Test
  void stopsWhenEnoughIsFound() {
    LogSearch search = new LogSearch("x");
    assertThat(search.feed(bytes("x\n".repeat(LogSearch.MOST + 1)))).isFalse();
    assertThat(search.end()).hasSize(LogSearch.MOST);
    assertThat(search.isFull()).isTrue();
  }

  @Test
  void keepsNoMoreOfALineThanItCanHold() {
    LogSearch search = new LogSearch("end");
    for (int i = 0; i < 10_000; i++) {
      search.feed(bytes("0123456789".repeat(100)));
    }
    search.feed(bytes("end"));
    assertThat(search.end()).singleElement().satisfies(it -> assertThat(it.number()).isOne());
  }
}
