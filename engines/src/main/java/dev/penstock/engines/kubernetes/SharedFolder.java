package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Mount;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The attempts' folders on the shared volume, as this program sees them. */
record SharedFolder(KubernetesSettings settings) {

  Path work(UUID attempt) {
    return folder(attempt).resolve("work");
  }

  private Path folder(UUID attempt) {
    return settings.volume().seenAt().resolve(Volumes.folder(attempt));
  }

  /** Rank 0's log; there is none before its container has started. */
  Optional<Path> log(UUID attempt) {
    Path log = folder(attempt).resolve("log").resolve("rank-0.log");
    return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(log)
        : Optional.empty();
  }

  /** Makes what the pods mount, and gives the job's user what it may write. */
  void prepare(StartOrder order) {
    Path folder = folder(order.attempt());
    try {
      for (Path own :
          List.of(
              folder.resolve("work"),
              folder.resolve("work").resolve(".penstock"),
              folder.resolve("log"))) {
        Files.createDirectories(own);
        give(own);
      }
      for (Mount mount : order.mounts()) {
        if (!Files.exists(mount.source())) {
          throw new EngineException(
              Blame.PLATFORM, "mounts: '%s' does not exist.".formatted(mount.source()));
        }
        if (mount.writable()) {
          give(mount.source());
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "The shared volume cannot be used at %s: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Only root may give a folder away; anybody else opens it to all. */
  private void give(Path folder) throws IOException {
    try {
      Files.setAttribute(folder, "unix:uid", (int) settings.limits().user());
      Files.setAttribute(folder, "unix:gid", (int) settings.limits().user());
    } catch (IOException notRoot) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  static LogSlice slice(Path log, long offset, int maxBytes, boolean ended) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long length = file.length();
      long left = Math.max(0, length - offset);
      byte[] bytes = new byte[(int) Math.min(left, maxBytes)];
      if (bytes.length > 0) {
        file.seek(offset);
        file.readFully(bytes);
      }
      return new LogSlice(bytes, offset + bytes.length, ended && offset + bytes.length >= length);
    }
  }

  void remove(UUID attempt) {
    Path folder = folder(attempt);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path done, @org.jspecify.annotations.Nullable IOException problem)
                throws IOException {
              if (problem != null) {
                throw problem;
              }
              Files.delete(done);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The folder %s cannot be removed: %s".formatted(folder, e), e);
    }
  }
}
