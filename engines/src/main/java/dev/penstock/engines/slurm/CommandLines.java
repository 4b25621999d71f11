package dev.penstock.engines.slurm;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What Slurm's commands are told, and how their answers are read. Pure. */
final class CommandLines {
  private static final String COLUMNS =
      "JobID:|,Name:|,State:|,Reason:|,NodeList:|,SubmitTime:|,StartTime:|,EndTime:|,exit_code:|,tres-alloc:|";

  /** One line a job, the fields of {@link #jobs}. */
  static final List<String> SQUEUE =
      List.of("squeue", "--noheader", "--array", "--all", "--states=all", "--Format=" + COLUMNS);

  private static final int FIELDS = 10;

  private CommandLines() {}

  static List<String> sbatch(Submission job) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sbatch",
                "--parsable",
                "--no-requeue",
                "--job-name=" + job.name(),
                "--comment=" + job.name(),
                "--partition=" + job.partition(),
                "--nodes=%d-%d".formatted(job.nodes(), job.nodes()),
                "--ntasks=" + job.nodes(),
                "--ntasks-per-node=1",
                "--cpus-per-task=" + job.cpus(),
                "--mem=" + job.memoryMiB() + "M",
                "--chdir=/",
                "--input=/dev/null",
                "--output=/dev/null",
                "--error=" + job.messages(),
                "--export=NIL"));
    if (job.account() != null) {
      words.add("--account=" + job.account());
    }
    if (job.qos() != null) {
      words.add("--qos=" + job.qos());
    }
    if (!job.nodeList().isEmpty()) {
      words.add("--nodelist=" + HostList.of(job.nodeList()));
    }
    if (!job.gres().isEmpty()) {
      words.add("--gres=" + job.gres());
    }
    if (job.minutes() != null) {
      words.add("--time=" + job.minutes());
    }
    if (job.exclusive()) {
      words.add("--exclusive");
    }
    return words;
  }

  static List<String> sacct(Instant from, Instant to, List<String> names) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sacct",
                "--allusers",
                "--allocations",
                "--duplicates",
                "--noheader",
                "--parsable2",
                "--starttime=" + time(from),
                "--endtime=" + time(to),
                "--format=JobIDRaw,JobName,State,Reason,NodeList,Submit,Start,End,ExitCode,AllocTRES"));
    if (!names.isEmpty()) {
      words.add("--name=" + String.join(",", names));
    }
    return words;
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }

  /** The jobs of an answer whose name begins with the mark. */
  static List<SlurmJob> jobs(String output, String mark) {
    List<SlurmJob> jobs = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] fields = line.split("\\|", -1);
      if (fields.length >= FIELDS && fields[1].startsWith(mark)) {
        jobs.add(job(fields));
      }
    }
    return jobs;
  }

  private static SlurmJob job(String[] fields) {
    String nodes = fields[4].equals("None assigned") ? "" : fields[4];
    var seen =
        new SlurmJob(
            Long.parseLong(fields[0]),
            fields[1],
            // "CANCELLED by 0"
            Set.of(fields[2].split(" ", 2)[0].toUpperCase(Locale.ROOT)),
            fields[3].equals("None") ? "" : fields[3],
            nodes,
            instant(fields[5]),
            instant(fields[6]),
            instant(fields[7]),
            status(fields[8]),
            Gres.parse(fields[9]));
    return seen.settled();
  }

  private static int status(String text) {
    String[] parts = text.split(":", 2);
    return parts.length < 2
        ? 0
        : Integer.parseInt(parts[0]) * 256 + Integer.parseInt(parts[1].replaceFirst("\\D.*", ""));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  static List<SlurmNode> nodes(String output) {
    List<SlurmNode> nodes = new ArrayList<>();
    for (String line : output.lines().filter(it -> it.startsWith("NodeName=")).toList()) {
      Map<String, String> fields = fields(line);
      nodes.add(
          new SlurmNode(
              fields.getOrDefault("NodeName", ""),
              fields.getOrDefault("NodeAddr", ""),
              Integer.parseInt(fields.getOrDefault("CPUTot", "0")),
              Long.parseLong(fields.getOrDefault("RealMemory", "0")),
              Gres.parse(fields.getOrDefault("Gres", "")),
              words(fields.getOrDefault("State", "UNKNOWN"), "[+*~#!%$@^-]+"),
              words(fields.getOrDefault("Partitions", ""), ","),
              fields.getOrDefault("Reason", "")));
    }
    return nodes;
  }

  private static Set<String> words(String text, String between) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.split(between, -1)));
    words.remove("");
    return words;
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    int reason = line.indexOf(" Reason=");
    if (reason >= 0) {
      fields.put("Reason", line.substring(reason + 8).strip());
    }
    for (String field : line.split(" ", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return fields;
  }
}
