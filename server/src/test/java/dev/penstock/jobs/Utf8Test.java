package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverBreaksACharacter(long seed) {
    Random random = new Random(seed);
    String text = "训练 digits 精度 0.97 😀\n".repeat(20);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder read = new StringBuilder();
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + 4 + random.nextInt(9));
      byte[] whole = Utf8.whole(Arrays.copyOfRange(bytes, at, end), end == bytes.length);
      read.append(new String(whole, StandardCharsets.UTF_8));
      at += whole.length;
    }
    assertThat(read).hasToString(text);
  }

  @org.junit.jupiter.api.Test
  void passesOnWhatIsNoTextAtAll() {
    ByteArrayOutputStream noise = new ByteArrayOutputStream();
    for (int i = 0; i < 64; i++) {
      noise.write(0x80);
    }
    assertThat(Utf8.whole(noise.toByteArray(), false)).isNotEmpty();
  }
}
