package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of expected output; {@code PENSTOCK_RENEW_GOLDEN=1} in the environment writes them. */
final class Golden {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/penstock/engines/kubernetes").toAbsolutePath();

  private Golden() {}

  static void check(String name, String actual) {
    Path file = FOLDER.resolve(name + ".yaml");
    try {
      if ("1".equals(System.getenv("PENSTOCK_RENEW_GOLDEN"))) {
        Files.writeString(file, actual);
      }
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
