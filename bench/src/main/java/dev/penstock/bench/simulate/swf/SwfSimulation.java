package dev.penstock.bench.simulate.swf;

import dev.penstock.dispatch.backfill.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code simulate swf FILE}: replays a trace of a parallel machine under backfilling policies. */
public final class SwfSimulation {
  /**
   * One replay.
   *
   * @param policy the policy's name
   * @param seed of the jitter; null for the trace as it is
   * @param metrics how it went
   */
  public record Result(String policy, @Nullable Long seed, Metrics metrics) {}

  private static final String ROW = "%-14s %-5s %14s %13s %11s %12s %12s %12s%n";

  private SwfSimulation() {}

  /** Runs it; 0 when done, 1 when the file can't be used, 2 when the arguments can't. */
  public static int run(String... args) {
    return run(System.out, System.err, args);
  }

  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      SwfOptions options = SwfOptions.of(args);
      SwfTrace trace = SwfReader.read(options.file());
      List<Result> results = results(trace, options);
      show(out, trace, results);
      write(options.json(), results);
      return 0;
    } catch (SwfOptions.Misused e) {
      err.println("simulate swf: " + e.getMessage());
      err.print(SwfOptions.USAGE);
      return 2;
    } catch (NoSuchFileException e) {
      err.println("simulate swf: there is no file \"" + e.getFile() + "\"");
      return 1;
    } catch (SwfException | IOException e) {
      err.println("simulate swf: " + e.getMessage());
      return 1;
    }
  }

  /** Replays a trace under a policy by its name, shaken by the seed unless that is null. */
  public static Result replay(SwfTrace trace, int processors, String policy, @Nullable Long seed) {
    List<SwfJob> jobs = seed == null ? trace.jobs() : Jitter.of(trace.jobs(), seed);
    Policy rules = Objects.requireNonNull(Policy.named().get(policy), policy);
    return new Result(policy, seed, Metrics.of(processors, Replay.of(processors, jobs, rules)));
  }

  private static List<Result> results(SwfTrace trace, SwfOptions options) {
    int processors = options.processors() > 0 ? options.processors() : trace.processors();
    int widest = trace.jobs().stream().mapToInt(SwfJob::processors).max().orElse(1);
    if (processors < widest) {
      throw new SwfOptions.Misused(
          "--processors",
          Integer.toString(processors),
          "the widest job of the trace needs " + widest);
    }
    List<Result> results = new ArrayList<>();
    for (String policy : options.policies()) {
      if (options.jitter()) {
        options.seeds().forEach(it -> results.add(replay(trace, processors, policy, it)));
      } else {
        results.add(replay(trace, processors, policy, null));
      }
    }
    return results;
  }

  private static void show(PrintStream out, SwfTrace trace, List<Result> results) {
    out.printf(
        Locale.ROOT,
        "%,d jobs replayed, %,d left out (never ran, or no processors given)%n",
        trace.jobs().size(),
        trace.leftOut());
    out.printf(
        Locale.ROOT,
        ROW,
        "policy",
        "seed",
        "mean slowdown",
        "max slowdown",
        "mean wait s",
        "p99.9 wait s",
        "max wait s",
        "utilisation");
    for (Result it : results) {
      Metrics metrics = it.metrics();
      out.printf(
          Locale.ROOT,
          ROW,
          it.policy(),
          it.seed() == null ? "-" : it.seed(),
          String.format(Locale.ROOT, "%.1f", metrics.meanSlowdown()),
          String.format(Locale.ROOT, "%.0f", metrics.maxSlowdown()),
          String.format(Locale.ROOT, "%.0f", metrics.meanWaitSeconds()),
          String.format(Locale.ROOT, "%.0f", metrics.p999WaitSeconds()),
          String.format(Locale.ROOT, "%.0f", metrics.maxWaitSeconds()),
          String.format(Locale.ROOT, "%.1f %%", 100 * metrics.utilisation()));
    }
  }

  private static void write(@Nullable Path json, List<Result> results) throws IOException {
    if (json != null) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(json, mapper.writeValueAsString(results) + "\n");
    }
  }
}
