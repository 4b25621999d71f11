package dev.penstock.engines.slurm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work that one server at a time does, by a lock that falls away with its process. */
final class Sole {
  private Sole() {}

  /** The work. */
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Does it, unless another server is at it.
   *
   * @param file made where it is missing; its folder must be there
   * @return false when another is at it
   */
  static boolean run(Path file, Work work) throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return false;
      }
      work.run();
      return true;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }
}
