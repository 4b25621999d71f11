package dev.penstock.engines.simulated;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Limits;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to the cluster from outside; all else follows from it. One line of the journal. */
sealed interface Input {
  Instant at();

  /** The attempt it is about, null where it is about none. */
  default @Nullable UUID about() {
    return null;
  }

  record Accept(Instant at, SimulatedJob.Facts facts, Course course) implements Input {
    @Override
    public UUID about() {
      return facts.attempt();
    }
  }

  record Stop(Instant at, UUID about, Cause cause, Duration grace) implements Input {}

  record GoOn(Instant at, UUID about) implements Input {}

  record Forget(Instant at, UUID about) implements Input {}

  record Lose(Instant at, String node) implements Input {}

  record Repair(Instant at, String node) implements Input {}

  record Hold(Instant at, boolean on) implements Input {}

  /** One line without its end. */
  default String line() {
    String time = Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at()));
    return switch (this) {
      case Accept a -> "A\t" + time + "\t" + line(a.facts()) + "\t" + line(a.course());
      case Stop s -> "S\t%s\t%s\t%s\t%d".formatted(time, s.about, s.cause, s.grace.toNanos());
      case GoOn g -> "G\t%s\t%s".formatted(time, g.about);
      case Forget f -> "F\t%s\t%s".formatted(time, f.about);
      case Lose l -> "L\t%s\t%s".formatted(time, coded(l.node));
      case Repair r -> "R\t%s\t%s".formatted(time, coded(r.node));
      case Hold h -> "H\t%s\t%s".formatted(time, h.on);
    };
  }

  private static String line(SimulatedJob.Facts facts) {
    return String.join(
        "\t",
        facts.attempt().toString(),
        coded(facts.installation()),
        String.join(",", facts.nodes().stream().map(Input::coded).toList()),
        Long.toString(facts.limits().milliCores()),
        Long.toString(facts.limits().memoryBytes()),
        Integer.toString(facts.limits().processes()),
        nanos(facts.wallTime()),
        nanos(facts.grace()));
  }

  private static String line(Course course) {
    return String.join(
        "\t",
        nanos(course.duration()),
        Integer.toString(course.exitCode()),
        course.limit() == null ? "-" : course.limit().name(),
        course.onTerm().name(),
        "." + coded(course.first()),
        "." + coded(course.last()));
  }

  /**
   * Reads {@link #line}.
   *
   * @throws RuntimeException when it is no such line, or only the beginning of one
   */
  static Input parse(String line) {
    String[] words = line.split("\t", -1);
    Instant at = Instant.EPOCH.plus(Long.parseLong(words[1]), ChronoUnit.MICROS);
    return switch (words[0]) {
      case "A" -> new Accept(at, facts(words), course(words));
      case "S" ->
          new Stop(
              at,
              UUID.fromString(words[2]),
              Cause.valueOf(words[3]),
              Duration.ofNanos(Long.parseLong(words[4])));
      case "G" -> new GoOn(at, UUID.fromString(words[2]));
      case "F" -> new Forget(at, UUID.fromString(words[2]));
      case "L" -> new Lose(at, decoded(words[2]));
      case "R" -> new Repair(at, decoded(words[2]));
      case "H" -> new Hold(at, Boolean.parseBoolean(words[2]));
      default -> throw new IllegalArgumentException("the journal's line '" + line + "'");
    };
  }

  private static SimulatedJob.Facts facts(String[] words) {
    Duration grace = duration(words[9]);
    return new SimulatedJob.Facts(
        UUID.fromString(words[2]),
        decoded(words[3]),
        List.of(words[4].split(",")).stream().map(Input::decoded).toList(),
        new Limits(Long.parseLong(words[5]), Long.parseLong(words[6]), Integer.parseInt(words[7])),
        duration(words[8]),
        grace == null ? Duration.ZERO : grace);
  }

  private static Course course(String[] words) {
    return new Course(
        duration(words[10]),
        Integer.parseInt(words[11]),
        words[12].equals("-") ? null : Cause.valueOf(words[12]),
        decoded(words[14].substring(1)),
        decoded(words[15].substring(1)),
        Course.OnTerm.valueOf(words[13]));
  }

  private static String nanos(@Nullable Duration duration) {
    return duration == null ? "-" : Long.toString(duration.toNanos());
  }

  private static @Nullable Duration duration(String nanos) {
    return nanos.equals("-") ? null : Duration.ofNanos(Long.parseLong(nanos));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
