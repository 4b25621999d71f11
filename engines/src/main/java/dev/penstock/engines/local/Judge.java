package dev.penstock.engines.local;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import dev.penstock.engines.local.AttemptFolder.Exit;
import dev.penstock.engines.local.AttemptFolder.Stop;
import dev.penstock.engines.local.AttemptFolder.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides why an attempt ended. Pure. */
final class Judge {
  private Judge() {}

  /**
   * @param stop the request to end it, if any; one that came after the exit changes nothing
   * @param programRan whether the sandbox reports to have run the program to its end
   * @param firstLogLine what the sandbox said when it did not run the program
   */
  static Verdict verdict(
      Exit exit,
      Optional<Stop> stop,
      Cgroups.Hits hits,
      Limits limits,
      boolean programRan,
      String firstLogLine) {
    Optional<Stop> earlier = stop.filter(s -> !s.at().isAfter(exit.at()));
    if (earlier.isPresent()) {
      return new Verdict(earlier.get().cause(), earlier.get().detail(), null);
    }
    Verdict limit = limit(hits, limits);
    if (limit != null) {
      return limit;
    }
    if (exit.code() == 0) {
      return new Verdict(Cause.COMPLETED, "", null);
    }
    return programRan ? failed(exit.code()) : notRun(exit.code(), firstLogLine);
  }

  /** The limit that was hit; null when none was. */
  static @Nullable Verdict limit(Cgroups.Hits hits, Limits limits) {
    if (hits.memory() > 0) {
      return new Verdict(
          Cause.MEMORY_LIMIT,
          "The job used all of its %d MiB of memory. Take a flavour with more memory, or use less."
              .formatted(limits.memoryBytes() >> 20),
          null);
    }
    if (hits.processes() > 0) {
      return new Verdict(
          Cause.PROCESS_LIMIT,
          "The job tried to have more than %d processes and threads at once. Start fewer of them."
              .formatted(limits.processes()),
          null);
    }
    return null;
  }

  private static Verdict failed(int code) {
    String detail =
        code > 128
            ? "The program was ended by signal %d.".formatted(code - 128)
            : "The program ended with exit code %d.".formatted(code);
    return new Verdict(Cause.FAILED, detail, null);
  }

  /** No code of the user ran yet, so that the log's first line is the sandbox's own. */
  private static Verdict notRun(int code, String firstLogLine) {
    String missing = "bwrap: execvp ";
    if (firstLogLine.startsWith(missing)) {
      return new Verdict(
          Cause.FAILED,
          "The command could not be run: %s. Check the command and the runtime."
              .formatted(firstLogLine.substring(missing.length())),
          null);
    }
    if (code > 128) {
      return new Verdict(
          Cause.LOST,
          "The sandbox was killed from outside, by signal %d.".formatted(code - 128),
          null);
    }
    return new Verdict(
        Cause.START_FAILED, "The sandbox could not be made: %s".formatted(firstLogLine), null);
  }
}
