package dev.penstock.engines.simulated;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in the cluster. Moves from due time to due time, so that its times do not depend on
 * when anybody looks. The cluster's monitor guards it.
 */
final class SimulatedJob {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;
  private static final int SAVED = 3;

  /** What was asked for; never changes but for the course of one that waits to be told. */
  record Facts(
      UUID attempt,
      String installation,
      List<String> nodes,
      Limits limits,
      @Nullable Duration wallTime,
      Duration grace) {}

  record Stop(Cause cause, Duration grace, Instant at, String detail) {}

  private final Facts facts;
  private Course course;
  private Instant readyAt;
  private Observation seen;
  private @Nullable Stop stop;
  private String log = "";

  SimulatedJob(Facts facts, Course course, Instant acceptedAt) {
    this.facts = facts;
    this.course = course;
    this.readyAt = acceptedAt;
    this.seen = Observation.accepted(facts.attempt());
  }

  Facts facts() {
    return facts;
  }

  /** Lets it start no earlier. */
  void readyAt(Instant time) {
    readyAt = time;
  }

  Observation seen() {
    return seen;
  }

  boolean is(Phase phase) {
    return seen.phase() == phase;
  }

  byte[] log() {
    return log.getBytes(StandardCharsets.UTF_8);
  }

  /** When it next changes by itself; null when it does not. */
  @Nullable Instant due() {
    Instant startedAt = seen.startedAt();
    if (is(Phase.ACCEPTED)) {
      return readyAt;
    }
    if (!is(Phase.RUNNING) || startedAt == null) {
      return null;
    }
    Instant next = course.duration() == null ? null : startedAt.plus(course.duration());
    Stop asked = stop;
    if (asked == null) {
      return facts.wallTime() == null ? next : earlier(next, startedAt.plus(facts.wallTime()));
    }
    boolean ends = course.onTerm() != Course.OnTerm.IGNORES || asked.grace().isZero();
    return earlier(next, ends ? asked.at() : asked.at().plus(asked.grace()));
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  /** Does what is due at this time. */
  void advance(Instant at) {
    Instant startedAt = seen.startedAt();
    if (is(Phase.ACCEPTED)) {
      seen = Observation.running(facts.attempt(), at);
      log = course.first();
    } else if (is(Phase.RUNNING) && startedAt != null) {
      if (course.duration() != null && !at.isBefore(startedAt.plus(course.duration()))) {
        endsItself(at);
      } else if (stop == null) {
        String detail = "The wall time of %s was over.".formatted(facts.wallTime());
        stop = new Stop(Cause.WALL_TIME, facts.grace(), at, detail);
      } else {
        obeys(stop, at);
      }
    }
  }

  private void endsItself(Instant at) {
    log += course.last();
    int code = course.exitCode();
    if (stop != null && !stop.at().isAfter(at)) {
      end(at, code, stop.cause(), stop.detail());
    } else if (course.limit() != null) {
      end(at, KILLED, course.limit(), limitSentence(course.limit()));
    } else if (code == 0) {
      end(at, 0, Cause.COMPLETED, "");
    } else {
      String detail =
          code > 128
              ? "The program was ended by signal %d.".formatted(code - 128)
              : "The program ended with exit code %d.".formatted(code);
      end(at, code, Cause.FAILED, detail);
    }
  }

  private String limitSentence(Cause limit) {
    return switch (limit) {
      case MEMORY_LIMIT ->
          "The job used all of its %d MiB of memory.".formatted(facts.limits().memoryBytes() >> 20);
      case PROCESS_LIMIT ->
          "The job tried to have more than %d processes and threads at once."
              .formatted(facts.limits().processes());
      case LOG_LIMIT -> "The log grew beyond 1 MiB.";
      default -> "";
    };
  }

  private void obeys(Stop asked, Instant at) {
    if (asked.grace().isZero() || course.onTerm() == Course.OnTerm.IGNORES) {
      end(at, KILLED, asked.cause(), asked.detail());
    } else if (course.onTerm() == Course.OnTerm.SAVES) {
      log += "saved\n";
      end(at, SAVED, asked.cause(), asked.detail());
    } else {
      end(at, TERMINATED, asked.cause(), asked.detail());
    }
  }

  /** Wishes its end; only the first wish counts. */
  boolean stop(Stop wish) {
    if (stop != null || is(Phase.ENDED)) {
      return false;
    }
    stop = wish;
    if (is(Phase.ACCEPTED)) {
      end(wish.at(), null, wish.cause(), wish.detail());
    }
    return true;
  }

  void goOn(Instant at) {
    Instant startedAt = seen.startedAt();
    if (is(Phase.RUNNING) && startedAt != null) {
      course = course.ending(Duration.between(startedAt, at));
    }
  }

  void lose(Instant at, String node) {
    end(at, null, Cause.LOST, "The node %s was lost.".formatted(node));
  }

  private void end(Instant at, @Nullable Integer code, Cause cause, String detail) {
    Instant startedAt = seen.startedAt();
    Instant end = startedAt != null && at.isBefore(startedAt) ? startedAt : at;
    seen = new Observation(facts.attempt(), Phase.ENDED, startedAt, end, code, cause, detail);
  }
}
