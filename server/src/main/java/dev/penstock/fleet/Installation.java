package dev.penstock.fleet;

import dev.penstock.shared.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells what is ours from another installation's on the same engine, across restarts. */
final class Installation {
  private Installation() {}

  /**
   * The installation's name, chosen once, whichever server is first.
   *
   * @param root the folder of all servers that reach the engine: the shared one, or the data folder
   *     where no other server does
   */
  static synchronized String of(Path root) {
    Path folder = root.toAbsolutePath().normalize().resolve("local");
    Path file = folder.resolve("installation");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        choose(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be used", e);
    }
  }

  private static void choose(Path file) throws IOException {
    Path draft = file.resolveSibling("installation." + Ids.next());
    Files.writeString(draft, Ids.next().toString());
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException faster) {
      // another server's it is
    } finally {
      Files.delete(draft);
    }
  }
}
