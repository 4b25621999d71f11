package dev.penstock.bench.simulate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes several files, each whole or not at all. */
public final class WholeFiles {
  private WholeFiles() {}

  /**
   * Writes them under other names beside their own, and renames them once all are written; folders
   * are made.
   *
   * @throws IOException when one can't be written; what stood there before stands there still
   */
  public static void write(Map<Path, String> files) throws IOException {
    Map<Path, Path> parts = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, String> it : files.entrySet()) {
        Path target = it.getKey().toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
          throw new IOException("\"%s\" is no file".formatted(target));
        }
        Files.createDirectories(folder);
        Path part = folder.resolve("." + target.getFileName() + ".part");
        parts.put(part, target);
        Files.writeString(part, it.getValue());
      }
      for (Path target : parts.values()) {
        if (Files.isDirectory(target)) {
          throw new IOException("\"%s\" is a folder, not a file".formatted(target));
        }
      }
      for (Map.Entry<Path, Path> it : parts.entrySet()) {
        Files.move(it.getKey(), it.getValue(), StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path part : parts.keySet()) {
        Files.deleteIfExists(part);
      }
    }
  }
}
