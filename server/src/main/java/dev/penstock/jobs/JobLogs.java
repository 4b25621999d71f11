package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An attempt's log: from the engine while it has it, from where it is kept afterwards. */
final class JobLogs {
  private static final long MOST_TAIL = 1L << 40;
  private static final int LONGEST_LINE = 64 * 1024;

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
    if (attempt.state() == AttemptState.ENDED && engines.find(attempt.engine()).isEmpty()) {
      return new LogSlice(new byte[0], offset, true);
    }
    Engine engine = engines.find(attempt.engine()).orElseThrow(() -> elsewhere(attempt));
    if (engine.observe(attempt.id().value()).phase() == Phase.UNKNOWN) {
      // forgotten between the two looks, or nothing was written
      return Files.exists(kept)
          ? readKept(kept, offset, most)
          : new LogSlice(new byte[0], offset, true);
    }
    return engine.readLog(attempt.id().value(), offset, most);
  }

  private static ProblemException elsewhere(Attempt attempt) {
    return Problems.unavailable(
        "the log is still with the engine %s, which this server does not reach"
            .formatted(attempt.engine()),
        "ask again once the job has ended, or ask the server that runs that engine");
  }

  /**
   * Where to begin to read.
   *
   * @param offset in bytes; below zero so many before the end, and then at the next whole line
   */
  long start(Attempt attempt, long offset) {
    if (offset >= 0) {
      return offset;
    }
    long tail = size(attempt) + Math.max(offset, -MOST_TAIL);
    if (tail <= 0) {
      return 0;
    }
    byte[] bytes = read(attempt, tail, LONGEST_LINE).bytes();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return tail + i + 1;
      }
    }
    return tail;
  }

  /** How long it is now, in bytes. */
  long size(Attempt attempt) {
    // an engine only tells parts: where the end is, is found by halving
    if (read(attempt, 0, 1).bytes().length == 0) {
      return 0;
    }
    Path kept = folders.log(attempt.id());
    if (Files.exists(kept)) {
      return kept.toFile().length();
    }
    long known = 1;
    long beyond = 2;
    while (read(attempt, beyond - 1, 1).bytes().length > 0) {
      known = beyond;
      beyond *= 2;
    }
    while (known + 1 < beyond) {
      long middle = (known + beyond) >>> 1;
      if (read(attempt, middle - 1, 1).bytes().length > 0) {
        known = middle;
      } else {
        beyond = middle;
      }
    }
    return known;
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
