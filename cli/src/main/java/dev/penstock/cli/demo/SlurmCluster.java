package dev.penstock.cli.demo;

import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A Slurm cluster, as Slurm's own commands tell of it. */
final class SlurmCluster {
  private static final int FIELDS = 6;

  private final Function<List<String>, String> commands;

  /**
   * What Slurm accounts for the runs of a job together.
   *
   * @param state of the last run, such as {@code COMPLETED}
   * @param nodes of the last run, by name
   * @param cardSeconds accelerators times seconds
   * @param coreSeconds processors times seconds
   */
  record Accounted(
      String state,
      Instant start,
      Instant end,
      List<String> nodes,
      BigDecimal cardSeconds,
      BigDecimal coreSeconds) {}

  private record Run(
      String state, long start, long end, String nodes, BigDecimal cards, BigDecimal cores) {
    long seconds() {
      return end - start;
    }
  }

  /**
   * @param commands runs a command and returns what it prints
   */
  SlurmCluster(Function<List<String>, String> commands) {
    this.commands = commands;
  }

  /** The cluster of a {@code slurm.conf}. */
  static SlurmCluster of(Path slurmConf) {
    return new SlurmCluster(words -> run(words, slurmConf));
  }

  /**
   * The record of the job whose name ends so; duplicates of a job that was requeued count too.
   * Empty while there is none, or one without its end.
   */
  Optional<Accounted> accounted(String name) {
    List<Run> runs = new ArrayList<>();
    for (String line :
        lines(
            "sacct",
            "--duplicates",
            "--noheader",
            "--parsable2",
            "--allocations",
            "--allusers",
            "--starttime=now-1day",
            "--format=JobName,State,Start,End,NodeList,AllocTRES")) {
      String[] fields = line.split("\\|", -1);
      if (fields.length == FIELDS && fields[0].endsWith(name) && isTime(fields[2])) {
        if (!isTime(fields[3])) {
          return Optional.empty();
        }
        runs.add(
            new Run(
                fields[1],
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[4],
                resource(fields[5], "gres/gpu"),
                resource(fields[5], "cpu")));
      }
    }
    return runs.isEmpty() ? Optional.empty() : Optional.of(together(runs));
  }

  private Accounted together(List<Run> runs) {
    runs.sort(Comparator.comparingLong(Run::start));
    Run last = runs.getLast();
    return new Accounted(
        last.state,
        Instant.ofEpochSecond(runs.getFirst().start),
        Instant.ofEpochSecond(last.end),
        lines("scontrol", "show", "hostnames", last.nodes),
        sum(runs, Run::cards),
        sum(runs, Run::cores));
  }

  /** The switch at which a node hangs. */
  String leafOf(String node) {
    return lines("scontrol", "show", "topology", node).stream()
        .filter(line -> line.contains("Level=0 "))
        .flatMap(line -> Stream.of(line.split(" ", -1)))
        .filter(word -> word.startsWith("SwitchName="))
        .map(word -> word.substring("SwitchName=".length()))
        .findFirst()
        .orElse("");
  }

  /** The nodes' names. */
  List<String> nodes() {
    return lines("sinfo", "--noheader", "--Node", "--format=%N").stream().distinct().toList();
  }

  private List<String> lines(String... words) {
    return commands.apply(List.of(words)).lines().map(String::strip).toList();
  }

  private static BigDecimal sum(List<Run> runs, Function<Run, BigDecimal> resource) {
    return runs.stream()
        .map(run -> resource.apply(run).multiply(BigDecimal.valueOf(run.seconds())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Such as 16 of {@code cpu} in {@code billing=16,cpu=16,gres/gpu=8,mem=2G,node=1}. */
  private static BigDecimal resource(String resources, String name) {
    return Stream.of(resources.split(",", -1))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> new BigDecimal(each.substring(name.length() + 1)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean isTime(String field) {
    return !field.isEmpty() && field.chars().allMatch(Character::isDigit);
  }

  private static String run(List<String> words, Path slurmConf) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SLURM_CONF", slurmConf.toString());
    builder.environment().put("SLURM_TIME_FORMAT", "%s"); // seconds since 1970
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Failure(ExitCode.FAILED, "demo.slurm-command", words.getFirst(), output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILED, "demo.slurm-command", words.getFirst(), "interrupted");
    }
  }
}
