package dev.penstock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Copies folders that are in use, and keeps the SHA-256 of each file as it was copied. */
final class BackupFiles {
  private final Map<String, String> sums = new TreeMap<>();
  private long bytes;

  /** The SHA-256 of each file by its path below the backup. */
  Map<String, String> sums() {
    return sums;
  }

  /** How much was copied. */
  long bytes() {
    return bytes;
  }

  /**
   * Copies what is in a folder. Links are left out, and so is what is gone before its turn comes.
   *
   * @param wanted of the path below the folder; of a folder, whether to look into it
   * @param again whether to copy files that are in the backup already, for they may have changed
   */
  void copy(Path from, Path backup, String name, Predicate<Path> wanted, boolean again)
      throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path below = from.relativize(folder);
            if (!below.toString().isEmpty() && !wanted.test(below)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Path target = backup.resolve(name).resolve(below.toString());
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path below = from.relativize(file);
            Path target = backup.resolve(name).resolve(below.toString());
            if (attributes.isRegularFile()
                && wanted.test(below)
                && (again || !Files.exists(target))) {
              copyFile(file, target, backup);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** Copies one file, if it is there. */
  void copyFile(Path file, Path target, Path backup) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Files.createDirectories(parent(target));
      write(target, backup, in);
      Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
    } catch (NoSuchFileException gone) {
      Files.deleteIfExists(target);
    }
  }

  /** Writes a file of the backup's own. */
  void write(Path target, Path backup, String text) throws IOException {
    write(target, backup, new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(Path target, Path backup, InputStream in) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
      bytes += in.transferTo(out);
    }
    sums.put(backup.relativize(target).toString(), HexFormat.of().formatHex(digest.digest()));
  }

  /** Copies a file of a backup, and fails where it is not as it was when the backup was taken. */
  static void copyChecked(Path file, Path target, String sum) throws IOException {
    Files.createDirectories(parent(target));
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
      in.transferTo(out);
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          "the backup lacks " + file + ": take another backup to restore from", e);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(sum)) {
      throw new IllegalStateException(
          file + " is not as it was when the backup was taken: restore from another backup");
    }
    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
  }

  static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parent(Path path) {
    return java.util.Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
