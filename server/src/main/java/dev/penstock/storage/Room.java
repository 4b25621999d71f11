package dev.penstock.storage;

import dev.penstock.shared.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches the store's free space: says no before the disk is full, and knows when it was. */
final class Room {
  private static final long NOTHING_LEFT = 64 * 1024;

  private final Path root;
  private final long reserve;

  /**
   * @param root a folder of the store's file system
   * @param reserve bytes that are never given away, so that the database beside it keeps working
   */
  Room(Path root, long reserve) {
    this.root = root;
    this.reserve = reserve;
  }

  /**
   * Makes sure that there is room.
   *
   * @throws dev.penstock.shared.ProblemException storage full, when these bytes would touch the
   *     reserve
   */
  void require(long bytes, String what) {
    try {
      if (usable() - reserve < bytes) {
        throw Problems.storageFull(what);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the store's free space can't be read", e);
    }
  }

  /** An error of writing as what it means: a full disk is a problem, all else is a fault. */
  RuntimeException failure(IOException e, String what) {
    String message = String.valueOf(e.getMessage());
    boolean full =
        message.contains("No space left on device")
            || message.contains("Disk quota exceeded")
            || nothingLeft();
    return full ? Problems.storageFull(what) : new UncheckedIOException(e);
  }

  /** The system's messages may be in any language; the figures are not. */
  private boolean nothingLeft() {
    try {
      return usable() < NOTHING_LEFT;
    } catch (IOException e) {
      return false;
    }
  }

  private long usable() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }
}
