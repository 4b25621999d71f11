package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes control groups and folders that nobody needs, in batches and away from the hot path. */
final class Cleaner {
  private static final Logger log = LoggerFactory.getLogger(Cleaner.class);

  private final Places places;
  private final Cgroups cgroups;
  private final Queue<String> groups = new ConcurrentLinkedQueue<>();
  private final Queue<Path> folders = new ConcurrentLinkedQueue<>();

  Cleaner(Places places, Cgroups cgroups) {
    this.places = places;
    this.cgroups = cgroups;
  }

  /** What an earlier engine left. */
  void leftovers() throws IOException {
    for (Path parent : java.util.List.of(places.drafts(), places.trash())) {
      try (Stream<Path> left = Files.list(parent)) {
        left.forEach(folders::add);
      }
    }
  }

  void group(String attempt) {
    groups.add(attempt);
  }

  void folder(Path folder) {
    folders.add(folder);
  }

  /** Removes what has been noted; a group that is still busy is tried again next time. */
  void sweep() {
    for (int n = groups.size(); n > 0; n--) {
      String group = groups.poll();
      if (group != null && !cgroups.remove(group)) {
        groups.add(group);
      }
    }
    for (Path folder = folders.poll(); folder != null; folder = folders.poll()) {
      now(folder);
    }
  }

  void now(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      log.warn("Could not remove {}", folder, e);
    }
  }

  static void delete(Path root) throws IOException {
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
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
                // The job may have locked its own folders.
                Files.setAttribute(folder, "unix:mode", 0700);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException gone) {
      log.debug("{} was gone before", root);
    }
  }
}
