package dev.penstock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder with all that must survive; one server at a time holds it. */
final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Takes the folder, making it where there is none.
   *
   * @throws IllegalStateException when another server has it
   */
  static DataFolder lock(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new IllegalStateException(
            "the data folder "
                + root
                + " belongs to another running server: stop that one, or give another"
                + " penstock.data-folder");
      }
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + root + " can't be used", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Secrets secrets() {
    return new Secrets(root.resolve("secrets"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
