package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The engine's part of the shared folder. Jobs' users may pass through it, and see nothing that is
 * not theirs.
 *
 * @param attempts what was accepted, by id
 * @param drafts what is being accepted
 * @param trash what is forgotten and not yet removed
 * @param empty a folder with nothing in it
 * @param script what runs an attempt on its nodes
 */
record Places(Path attempts, Path drafts, Path trash, Path empty, Path script) {
  private static final Duration LEFT_OVER = Duration.ofMinutes(10);

  /**
   * Makes the folders.
   *
   * @throws EngineException blame PLATFORM, when the shared folder can't be used
   */
  static Places prepare(SlurmSettings settings) {
    Path folder = settings.folder();
    try {
      if (!Files.isDirectory(settings.sharedFolder())) {
        throw new IOException("it does not exist");
      }
      mode(folder, "rwx--x--x");
      byte[] content = content();
      var places =
          new Places(
              folder.resolve("attempts"),
              folder.resolve("drafts"),
              folder.resolve("trash"),
              folder.resolve("empty"),
              folder.resolve("job-" + version(content) + ".sh"));
      mode(places.attempts, "rwx--x--x");
      mode(places.drafts, "rwx------");
      mode(places.trash, "rwx------");
      mode(places.empty, "r-xr-xr-x");
      places.install(content);
      return places;
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "shared-folder: %s can't be used (%s). It must be a folder that this host and every node see under the same path."
              .formatted(settings.sharedFolder(), e.getMessage()),
          e);
    }
  }

  private static byte[] content() throws IOException {
    try (InputStream in = Places.class.getResourceAsStream("job.sh")) {
      return Objects.requireNonNull(in, "job.sh").readAllBytes();
    }
  }

  /** A running shell reads its script as it goes: another version is another file. */
  private static String version(byte[] content) {
    UUID hash = UUID.nameUUIDFromBytes(content);
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits());
  }

  private void install(byte[] content) throws IOException {
    if (!Files.exists(script)) {
      Path fresh = drafts.resolve("job.sh." + UUID.randomUUID());
      Files.write(fresh, content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-xr-xr-x"));
      Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void mode(Path folder, String permissions) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  AttemptFolder attempt(UUID id) {
    return new AttemptFolder(attempts.resolve(id.toString()));
  }

  /** The ids of all that was accepted and is not forgotten. */
  List<UUID> accepted() throws IOException {
    try (Stream<Path> folders = Files.list(attempts)) {
      return folders.map(folder -> UUID.fromString(String.valueOf(folder.getFileName()))).toList();
    }
  }

  /** Makes an attempt accepted, at once and for good; false when it was before. */
  boolean accept(UUID id, byte[] order) throws IOException {
    Path draft = drafts.resolve(id + "." + UUID.randomUUID());
    mode(draft, "rwx--x--x");
    Path file = draft.resolve("order.json");
    Files.write(file, order);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try {
      Files.move(draft, attempts.resolve(id.toString()), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      // a folder is not moved over one that has something in it
      if (!attempt(id).exists()) {
        throw e;
      }
      Trees.remove(draft);
      return false;
    }
  }

  /** Lets an attempt be unknown, at once; what it leaves is removed later. */
  Path discard(UUID id) throws IOException {
    Path discarded = trash.resolve(id + "." + UUID.randomUUID());
    return Files.move(attempts.resolve(id.toString()), discarded, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What an earlier engine had no time for, and no other can be at work on. */
  List<Path> leftovers(Instant now) throws IOException {
    try (Stream<Path> drafts = Files.list(this.drafts);
        Stream<Path> trash = Files.list(this.trash)) {
      return Stream.concat(drafts, trash).filter(it -> isOld(it, now)).toList();
    }
  }

  private static boolean isOld(Path path, Instant now) {
    try {
      Instant changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
      return changed.isBefore(now.minus(LEFT_OVER));
    } catch (IOException gone) {
      return false;
    }
  }

  String batch(UUID id) {
    return "#!/bin/bash\n. '%s' batch '%s'\n".formatted(script, attempts.resolve(id.toString()));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
