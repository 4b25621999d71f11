package dev.penstock.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders that outlive the jobs which write to them. Whoever makes one removes it. */
public final class KeptFolders {
  /** Where a job sees its folder. */
  public static final String SEEN_AT = "/job/notebook";

  private final Path root;

  KeptFolders(Path root) {
    this.root = root;
  }

  /** The folder of all of them; nobody but the server can replace what lies in it. */
  public Path root() {
    try {
      return Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of this id, made where it is missing. What is in it is the job's to replace. */
  public Path open(UUID id) {
    Path folder = root().resolve(id.toString());
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that there are. */
  public List<UUID> all() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> UUID.fromString(String.valueOf(folder.getFileName()))).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the folder, which no job uses any more. */
  public void remove(UUID id) {
    JobFolders.remove(root.resolve(id.toString()));
  }
}
