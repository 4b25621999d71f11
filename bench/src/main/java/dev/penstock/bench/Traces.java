package dev.penstock.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with the public traces, which are not part of this project. */
public final class Traces {
  /** Names the folder; else the environment's {@code PENSTOCK_TRACES}, else {@code traces}. */
  static final String PROPERTY = "penstock.traces";

  static final String VARIABLE = "PENSTOCK_TRACES";

  private Traces() {}

  /**
   * A file of the folder.
   *
   * @throws IllegalStateException when it is not there, saying what to do
   */
  public static Path file(String name) {
    Path file = Path.of(folder()).resolve(name);
    if (!Files.isReadable(file)) {
      throw new IllegalStateException(
          "there is no trace %s: name the folder by --data DIR or PENSTOCK_TRACES;"
                  .formatted(file.toAbsolutePath())
              + " docs/performance.md says where the traces come from");
    }
    return file;
  }

  static String folder() {
    return System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, "traces"));
  }
}
