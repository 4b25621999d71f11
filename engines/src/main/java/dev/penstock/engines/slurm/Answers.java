package dev.penstock.engines.slurm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what slurmrestd answers, in every version by its shape: a number is a number or an object
 * of {@code set}, {@code infinite} and {@code number}; a state is a word or an array of words with
 * flags beside it.
 */
final class Answers {
  /** A signal beyond the exit code's own byte: what {@code wait(2)} would have given. */
  private static final int CODE_UNIT = 256;

  private Answers() {}

  /** The jobs of slurmctld whose name begins with the mark. */
  static List<SlurmJob> jobs(JsonNode answer, String mark) {
    List<SlurmJob> jobs = new ArrayList<>();
    for (JsonNode job : answer.path("jobs")) {
      if (job.path("name").asString("").startsWith(mark)) {
        jobs.add(job(job));
      }
    }
    return jobs;
  }

  private static SlurmJob job(JsonNode job) {
    Set<String> states = words(job.path("job_state"));
    Instant end = instant(job.path("end_time"));
    var seen =
        new SlurmJob(
            number(job.path("job_id"), 0),
            job.path("name").asString(""),
            states,
            reason(job.path("state_reason")),
            text(job.path("nodes")),
            instant(job.path("submit_time")),
            instant(job.path("start_time")),
            end,
            status(job.path("exit_code")),
            Gres.parse(text(job.path("tres_alloc_str"))));
    return seen.settled();
  }

  /** The records of slurmdbd whose name begins with the mark. */
  static List<SlurmJob> records(JsonNode answer, String mark) {
    List<SlurmJob> jobs = new ArrayList<>();
    for (JsonNode job : answer.path("jobs")) {
      if (job.path("name").asString("").startsWith(mark)) {
        jobs.add(record(job));
      }
    }
    return jobs;
  }

  private static SlurmJob record(JsonNode job) {
    JsonNode time = job.path("time");
    var seen =
        new SlurmJob(
            number(job.path("job_id"), 0),
            job.path("name").asString(""),
            words(job.path("state").path("current")),
            reason(job.path("state").path("reason")),
            text(job.path("nodes")),
            instant(time.path("submission")),
            instant(time.path("start")),
            instant(time.path("end")),
            status(job.path("exit_code")),
            allocated(job.path("tres").path("allocated")));
    return seen.settled();
  }

  private static Gres allocated(JsonNode tres) {
    Gres found = Gres.NONE;
    for (JsonNode one : tres) {
      if (text(one.path("type")).equals("gres")) {
        Gres gres = Gres.parse(text(one.path("name")) + "=" + number(one.path("count"), 0));
        if (found.count() == 0 || (found.type().isEmpty() && !gres.type().isEmpty())) {
          found = gres;
        }
      }
    }
    return found;
  }

  static List<SlurmNode> nodes(JsonNode answer) {
    List<SlurmNode> nodes = new ArrayList<>();
    for (JsonNode node : answer.path("nodes")) {
      Set<String> states = words(node.path("state"));
      states.addAll(words(node.path("state_flags")));
      nodes.add(
          new SlurmNode(
              text(node.path("name")),
              text(node.path("address")),
              (int) number(node.path("cpus"), 0),
              number(node.path("real_memory"), 0),
              Gres.parse(text(node.path("gres"))),
              states,
              names(node.path("partitions")),
              text(node.path("reason"))));
    }
    return nodes;
  }

  /** The number, or {@code none} where it is absent, unset or infinite. */
  static long number(JsonNode node, long none) {
    if (node.isObject()) {
      boolean set = node.path("set").asBoolean(true) && !node.path("infinite").asBoolean(false);
      return set ? node.path("number").asLong(none) : none;
    }
    return node.asLong(none);
  }

  private static @Nullable Instant instant(JsonNode node) {
    long seconds = number(node, 0);
    return seconds <= 0 ? null : Instant.ofEpochSecond(seconds);
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.asString("");
  }

  private static String reason(JsonNode node) {
    String text = text(node);
    return text.equals("None") ? "" : text;
  }

  /** Of {@code "idle"} or {@code ["IDLE","DRAIN"]}. */
  private static Set<String> words(JsonNode node) {
    Set<String> words = new TreeSet<>();
    names(node).forEach(word -> words.add(word.toUpperCase(Locale.ROOT)));
    return words;
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    if (node.isArray()) {
      node.forEach(name -> names.add(name.asString("")));
    } else if (!text(node).isEmpty()) {
      names.add(text(node));
    }
    return names;
  }

  /** A plain number is the status of {@code wait(2)}; an object tells code and signal apart. */
  private static int status(JsonNode node) {
    if (!node.isObject() || node.has("number")) {
      return (int) number(node, 0);
    }
    JsonNode signal = node.path("signal");
    long number = number(signal.has("id") ? signal.path("id") : signal.path("signal_id"), 0);
    return (int) (number(node.path("return_code"), 0) * CODE_UNIT + number);
  }

  /**
   * What the daemon complains of.
   *
   * @param number Slurm's, 0 when it gives none
   */
  record Complaint(int number, String text) {}

  static List<Complaint> complaints(JsonNode answer) {
    List<Complaint> complaints = new ArrayList<>();
    for (JsonNode error : answer.path("errors")) {
      String text = text(error.path("error"));
      String description = text(error.path("description"));
      complaints.add(
          new Complaint(
              (int) number(error.path(error.has("error_code") ? "error_code" : "error_number"), 0),
              text.isEmpty() || text.equals(description)
                  ? description
                  : description.isEmpty() ? text : text + " (" + description + ")"));
    }
    return complaints;
  }
}
