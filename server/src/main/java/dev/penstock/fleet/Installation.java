package dev.penstock.fleet;

import dev.penstock.shared.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells what is ours from another installation's on the same engine, across restarts. */
final class Installation {
  private Installation() {}

  /** This installation's name, chosen once. */
  static synchronized String of(Path dataFolder) {
    Path folder = dataFolder.toAbsolutePath().normalize().resolve("local");
    Path file = folder.resolve("installation");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        Files.writeString(file, Ids.next().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be used", e);
    }
  }
}
