package dev.penstock.engines.slurm;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import dev.penstock.engines.slurm.AttemptFolder.Stop;
import dev.penstock.engines.slurm.AttemptFolder.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides why an attempt ended. Pure. */
final class Judge {
  /** Where Slurm measures memory itself, it kills the job and tells the job's output alone why. */
  private static final Pattern OVER_MEMORY = Pattern.compile("exceeded memory limit \\(");

  private Judge() {}

  /**
   * What the attempt's folder says.
   *
   * @param began whether the job's wrapper was there
   * @param exit what the wrapper wrote last; empty: it did not come so far
   * @param notRun whether a sandbox did not run the program
   * @param firstLogLine what the sandbox said then
   * @param messages what Slurm said while it ran the job
   */
  record Traces(
      boolean began,
      Optional<Integer> exit,
      Optional<Stop> stop,
      boolean notRun,
      String firstLogLine,
      String messages) {}

  /**
   * @param job as Slurm has it, ended
   * @param limits the order's
   * @param told the start that was told before, null: none
   */
  static Verdict verdict(
      SlurmJob job, Traces traces, Limits limits, @Nullable Instant told, Instant now) {
    Instant start = told == null ? job.startedAt() : told;
    Instant end = job.endedAt() == null ? now.truncatedTo(ChronoUnit.MICROS) : job.endedAt();
    if (start != null && end.isBefore(start)) {
      end = start;
    }
    Why why = why(job, traces, limits, end);
    Integer code = start == null ? null : code(job, traces);
    return new Verdict(why.cause, why.detail, start, end, code);
  }

  private record Why(Cause cause, String detail) {}

  private static @Nullable Integer code(SlurmJob job, Traces traces) {
    if (nodeFailed(job)) {
      // what Slurm did to the ranks on the other nodes is no code of the program
      return null;
    }
    if (traces.exit().isPresent()) {
      return traces.exit().get();
    }
    if (job.is("CANCELLED") || job.is("TIMEOUT")) {
      // the first signal ends the sandbox, which takes the program with it by SIGKILL
      return 128 + 9;
    }
    return job.status() == 0 ? null : (Integer) job.exitCode();
  }

  private static Why why(SlurmJob job, Traces traces, Limits limits, Instant end) {
    // Slurm's times are whole seconds: a stop in the second of the end is given the end
    Optional<Stop> stop = traces.stop().filter(it -> !seconds(it.at()).isAfter(end));
    if (stop.isPresent()) {
      return new Why(stop.get().cause(), stop.get().detail());
    }
    if (job.is("TIMEOUT") || job.is("DEADLINE")) {
      return new Why(Cause.WALL_TIME, "Slurm ended the job: its time limit was over.");
    }
    if (job.is("OUT_OF_MEMORY") || OVER_MEMORY.matcher(traces.messages()).find()) {
      return new Why(
          Cause.MEMORY_LIMIT,
          "The job used all of its memory of %d MiB. Take a flavour with more memory, or use less."
              .formatted(limits.memoryBytes() >> 20));
    }
    if (job.is("PREEMPTED")) {
      return new Why(Cause.PREEMPTED, "Slurm stopped the job so that others find room.");
    }
    if (nodeFailed(job)) {
      return new Why(Cause.LOST, "A node of the job failed: " + job.nodes());
    }
    if (job.is("CANCELLED") && !traces.exit().equals(Optional.of(0))) {
      return new Why(Cause.LOST, "Somebody cancelled job %d in Slurm.".formatted(job.id()));
    }
    if (traces.exit().isPresent()) {
      return ended(traces.exit().get(), traces);
    }
    if (!traces.began()) {
      return new Why(
          Cause.START_FAILED,
          "Slurm could not start job %d on %s: %s".formatted(job.id(), job.nodes(), said(job)));
    }
    return new Why(Cause.LOST, "The job's processes vanished: " + said(job));
  }

  private static boolean nodeFailed(SlurmJob job) {
    return job.is("NODE_FAIL") || job.is("BOOT_FAIL");
  }

  private static String said(SlurmJob job) {
    return job.reason().isEmpty() ? String.join(", ", job.states()) : job.reason();
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Why ended(int code, Traces traces) {
    if (code == 0) {
      return new Why(Cause.COMPLETED, "");
    }
    if (traces.notRun()) {
      return notRun(traces.firstLogLine());
    }
    return new Why(
        Cause.FAILED,
        code > 128
            ? "The program was ended by signal %d.".formatted(code - 128)
            : "The program ended with exit code %d.".formatted(code));
  }

  /** No code of the user ran yet, so that the log's first line is the sandbox's own. */
  private static Why notRun(String firstLogLine) {
    String missing = "bwrap: execvp ";
    if (firstLogLine.startsWith(missing)) {
      return new Why(
          Cause.FAILED,
          "The command could not be run: %s. Check the command and the runtime."
              .formatted(firstLogLine.substring(missing.length())));
    }
    return new Why(Cause.START_FAILED, "The sandbox could not be made: " + firstLogLine);
  }
}
