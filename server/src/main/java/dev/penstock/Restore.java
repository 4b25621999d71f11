package dev.penstock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a {@link Backup} back. PostgreSQL recovers at the server's next start, from the log that
 * is in the backup; then the server compares with what its engines run.
 */
final class Restore {
  private Restore() {}

  /**
   * Restores into a data folder that is empty, or has lost all that a backup brings; what the
   * engine of this machine keeps there may still be there.
   *
   * @throws IllegalStateException when the folder holds any of it, or the backup is not whole
   */
  static Backup.Manifest into(Path from, Path into) throws IOException {
    Path file = from.resolve(Backup.MANIFEST);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "--from is \"%s\", which is no backup: it has no %s".formatted(from, Backup.MANIFEST));
    }
    Backup.Manifest manifest =
        JsonMapper.builder().build().readValue(Files.readAllBytes(file), Backup.Manifest.class);
    for (String part : Stream.concat(Stream.of("database"), Backup.PARTS.stream()).toList()) {
      if (Files.exists(into.resolve(part))) {
        throw new IllegalStateException(
            "--into is \"%s\", which has a folder \"%s\" already: name an empty folder"
                .formatted(into, part));
      }
    }
    Files.createDirectories(into);
    try (DataFolder held = DataFolder.lock(into)) {
      copyFolders(from, held.path(""));
      for (Map.Entry<String, String> sum : manifest.sums().entrySet()) {
        BackupFiles.copyChecked(
            from.resolve(sum.getKey()), held.path(sum.getKey()), sum.getValue());
      }
    }
    return manifest;
  }

  /** PostgreSQL wants its folders, the empty ones too, and nobody else to look into them. */
  private static void copyFolders(Path from, Path into) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.walk(from)) {
      folders = all.filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      Path target = into.resolve(from.relativize(folder).toString());
      Files.createDirectories(target);
      if (!folder.equals(from)) {
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(folder));
      }
    }
  }
}
