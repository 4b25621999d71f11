package dev.penstock.jobs;

import dev.penstock.queues.Terms;
import dev.penstock.queues.Topology;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Names;
import dev.penstock.shared.Problems;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a specification says of when and where a job runs. */
final class JobTerms {
  private static final int MOST_AFTER = 64;
  private static final int MOST_LABELS = 16;
  private static final Duration FURTHEST = Duration.ofDays(366);
  private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

  private JobTerms() {}

  static @Nullable Integer leastNodes(@Nullable Integer least, int nodes) {
    if (least != null && (least < 1 || least > nodes)) {
      throw Problems.invalid(
          "leastNodes", least.toString(), "give a number from 1 to nodes, which is " + nodes);
    }
    return least;
  }

  static JobSpec.@Nullable Array array(JobSpec.@Nullable Array array, JobKind kind) {
    if (array == null) {
      return null;
    }
    if (kind.isService()) {
      throw Problems.invalid(
          "array", null, "leave it out: a service or notebook has no tasks that end");
    }
    Integer tasks = array.tasks();
    if (tasks == null || tasks < 1 || tasks > JobId.MOST_TASKS) {
      throw Problems.invalid(
          "array.tasks", text(tasks), "give a number from 1 to " + JobId.MOST_TASKS);
    }
    Integer atOnce = array.atOnce();
    if (atOnce != null && (atOnce < 1 || atOnce > tasks)) {
      throw Problems.invalid(
          "array.atOnce", text(atOnce), "give a number from 1 to the tasks, which are " + tasks);
    }
    return new JobSpec.Array(tasks, atOnce == null ? tasks : atOnce);
  }

  private static @Nullable String text(@Nullable Integer number) {
    return number == null ? null : number.toString();
  }

  static @Nullable List<JobSpec.After> after(@Nullable List<JobSpec.After> after) {
    if (after == null || after.isEmpty()) {
      return null;
    }
    if (after.size() > MOST_AFTER) {
      throw Problems.tooLarge("after", after.size() + " jobs", "give at most " + MOST_AFTER);
    }
    for (int i = 0; i < after.size(); i++) {
      JobSpec.After one = after.get(i);
      if (one == null || one.job() == null || one.job().isBlank()) {
        throw Problems.invalid(
            "after[" + i + "].job", one == null ? null : one.job(), "give a job's id or name");
      }
    }
    return after.stream()
        .map(
            it ->
                new JobSpec.After(
                    it.job(), it.condition() == null ? JobSpec.Condition.OK : it.condition()))
        .toList();
  }

  static @Nullable String priceCeiling(@Nullable String price) {
    if (price != null && (!PRICE.matcher(price).matches() || new BigDecimal(price).signum() == 0)) {
      throw Problems.invalid(
          "priceCeiling", price, "give yuan an hour, more than zero, such as 12.50");
    }
    return price;
  }

  static @Nullable Map<String, String> nodeSelector(@Nullable Map<String, String> labels) {
    if (labels == null || labels.isEmpty()) {
      return null;
    }
    if (labels.size() > MOST_LABELS) {
      throw Problems.tooLarge(
          "nodeSelector", labels.size() + " labels", "give at most " + MOST_LABELS);
    }
    labels.forEach(
        (label, value) -> {
          if (!LABEL.matcher(label).matches()) {
            throw Problems.invalid("nodeSelector", label, form("a label"));
          }
          if (value == null || !LABEL.matcher(value).matches()) {
            throw Problems.invalid("nodeSelector." + label, value, form("a value"));
          }
        });
    return Map.copyOf(labels);
  }

  private static String form(String what) {
    return "give %s of 1 to 63 letters, digits and . _ / -, no sign at either end".formatted(what);
  }

  static @Nullable String apart(@Nullable String group) {
    return group == null ? null : Names.check("apart", group);
  }

  /** What belongs to a deadline; whether it can be met depends on the {@link #times time}. */
  static void deadline(JobSpec spec, JobKind kind) {
    Instant deadline = spec.deadline();
    if (deadline == null && Boolean.TRUE.equals(spec.cheapest())) {
      throw Problems.invalid(
          "cheapest", "true", "give a deadline too, or leave it out: it may start at any time");
    }
    if (deadline != null && kind.isService()) {
      throw Problems.invalid(
          "deadline",
          deadline.toString(),
          "leave it out: a service or notebook runs until stopped");
    }
  }

  /**
   * Checks a checked specification's times against now.
   *
   * @throws dev.penstock.shared.ProblemException when a time is too far off, or the deadline is too
   *     near for the wall time
   */
  static void times(JobSpec spec, Instant now) {
    Instant earliest = spec.earliestStart();
    if (earliest != null && earliest.isAfter(now.plus(FURTHEST))) {
      throw Problems.invalid(
          "earliestStart",
          earliest.toString(),
          "give a time that is at most %d days ahead".formatted(FURTHEST.toDays()));
    }
    Instant deadline = spec.deadline();
    if (deadline == null) {
      return;
    }
    Duration wallTime = Objects.requireNonNull(spec.wallTime()).duration();
    Instant start = earliest == null || earliest.isBefore(now) ? now : earliest;
    Instant soonest = start.plus(wallTime);
    if (deadline.isBefore(soonest)) {
      throw Problems.invalid(
          "deadline",
          deadline.toString(),
          "a wallTime of %s from %s leads to %s: give a later deadline or a shorter wallTime"
              .formatted(spec.wallTime(), start, soonest));
    }
    if (deadline.isAfter(now.plus(FURTHEST))) {
      throw Problems.invalid(
          "deadline",
          deadline.toString(),
          "give a time that is at most %d days ahead".formatted(FURTHEST.toDays()));
    }
  }

  /** What the queue is told; nothing of it is missing in a specification that was checked. */
  static Terms of(JobSpec spec) {
    String price = spec.priceCeiling();
    Terms terms =
        new Terms(
            spec.earliestStart(),
            spec.deadline(),
            Boolean.TRUE.equals(spec.cheapest()),
            price == null
                ? null
                : new BigDecimal(price)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .longValueExact(),
            Boolean.TRUE.equals(spec.preemptible()),
            spec.topology() == null ? Topology.NEAR : spec.topology(),
            spec.nodeSelector() == null ? Map.of() : spec.nodeSelector(),
            spec.apart());
    return spec.kind() != null && spec.kind().isService() ? terms.ofService() : terms;
  }
}
