package dev.penstock.bench.chaos;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record of slurmdbd.
 *
 * @param attempt ours, by the job's name
 * @param start null when it never had a node
 * @param end null while it has none
 * @param cards over all nodes
 */
record Accounted(
    String attempt,
    long job,
    String state,
    @Nullable Instant start,
    @Nullable Instant end,
    long cards) {
  private static final String TRES = "gres/gpu=";

  /** All records, repeated numbers included, by attempt. */
  static Map<String, List<Accounted>> all(Slurm slurm) throws IOException, InterruptedException {
    String printed =
        slurm.run(
            "with",
            "env",
            "SLURM_TIME_FORMAT=%s",
            "sacct",
            "-DnPXa",
            "--starttime=now-1day",
            "--format=JobName%120,JobIDRaw,State,Start,End,AllocTRES");
    return parse(printed);
  }

  /** What sacct prints. */
  static Map<String, List<Accounted>> parse(String printed) {
    Map<String, List<Accounted>> all = new HashMap<>();
    printed
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(fields -> fields.length == 6)
        .map(Accounted::of)
        .forEach(it -> all.computeIfAbsent(it.attempt, _ -> new ArrayList<>()).add(it));
    return all;
  }

  private static Accounted of(String[] fields) {
    long cards =
        Stream.of(fields[5].split(",", -1))
            .filter(it -> it.startsWith(TRES))
            .mapToLong(it -> Long.parseLong(it.substring(TRES.length())))
            .sum();
    return new Accounted(
        fields[0].substring(fields[0].lastIndexOf(':') + 1),
        Long.parseLong(fields[1]),
        fields[2],
        // who is cancelled while waiting has no resources, but a start
        fields[5].isEmpty() ? null : time(fields[3]),
        time(fields[4]),
        cards);
  }

  private static @Nullable Instant time(String field) {
    return field.matches("\\d+") ? Instant.ofEpochSecond(Long.parseLong(field)) : null;
  }

  boolean ran() {
    return start != null;
  }

  /** Whether a slurmctld that died has lost it while it ran: slurmdbd then never learns its end. */
  boolean ranAway() {
    return ran() && end == null;
  }

  /** Between its start and its end; 0 where it has not both. */
  long cardSeconds() {
    return start == null || end == null
        ? 0
        : cards * Math.max(0, end.getEpochSecond() - start.getEpochSecond());
  }
}
