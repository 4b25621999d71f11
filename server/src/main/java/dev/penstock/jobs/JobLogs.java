package dev.penstock.jobs;

import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An attempt's log: from the engine while it has it, from where it is kept afterwards. */
final class JobLogs {
  private final Engines engines;
  private final JobFolders folders;

  JobLogs(Engines engines, JobFolders folders) {
    this.engines = engines;
    this.folders = folders;
  }

  /**
   * A part of the log.
   *
   * @param offset in bytes from the start
   * @param most bytes, at least 1
   */
  LogSlice read(Attempt attempt, long offset, int most) {
    Path kept = folders.log(attempt.id());
    if (Files.exists(kept)) {
      return readKept(kept, offset, most);
    }
    if (attempt.state() == AttemptState.TO_START) {
      return new LogSlice(new byte[0], offset, false);
    }
    var engine = engines.byName(attempt.engine());
    if (engine.observe(attempt.id().value()).phase() == Phase.UNKNOWN) {
      // forgotten between the two looks, or nothing was written
      return Files.exists(kept)
          ? readKept(kept, offset, most)
          : new LogSlice(new byte[0], offset, true);
    }
    return engine.readLog(attempt.id().value(), offset, most);
  }

  private static LogSlice readKept(Path kept, long offset, int most) {
    try (RandomAccessFile file = new RandomAccessFile(kept.toFile(), "r")) {
      if (offset >= file.length()) {
        return new LogSlice(new byte[0], offset, true);
      }
      file.seek(offset);
      byte[] bytes = new byte[(int) Math.min(most, file.length() - offset)];
      int read = file.read(bytes);
      return new LogSlice(
          read == bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(0, read)),
          offset + Math.max(0, read),
          offset + read >= file.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
