package dev.penstock.engines.slurm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Whole folders. A link is handled as itself, never as what it points to. */
final class Trees {
  private Trees() {}

  /** Gives a file or a tree to a user. */
  static void own(Path root, UserPrincipal user) throws IOException {
    walk(root, path -> Files.setAttribute(path, "posix:owner", user, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Copies a file or a tree with its times, for the user alone; what is there is replaced.
   *
   * @param user whom the copy belongs to; null: this process's
   */
  static void copy(Path from, Path to, @Nullable UserPrincipal user) throws IOException {
    walk(
        from,
        path -> {
          Path target = to.resolve(from.relativize(path).toString());
          if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(target);
          } else {
            Files.copy(
                path,
                target,
                LinkOption.NOFOLLOW_LINKS,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
          }
          if (user != null) {
            Files.setAttribute(target, "posix:owner", user, LinkOption.NOFOLLOW_LINKS);
            if (!Files.isSymbolicLink(target)) {
              boolean runs = Files.isDirectory(target) || Files.isExecutable(path);
              Files.setPosixFilePermissions(
                  target, PosixFilePermissions.fromString(runs ? "rwx------" : "rw-------"));
            }
          }
        });
  }

  /** Removes a tree, however its permissions are. */
  static void remove(Path root) throws IOException {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException gone) {
      // Somebody was faster.
      return;
    }
  }

  private interface Step {
    void take(Path path) throws IOException;
  }

  private static void walk(Path root, Step step) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            step.take(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            step.take(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
