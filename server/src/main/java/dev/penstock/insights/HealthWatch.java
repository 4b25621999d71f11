package dev.penstock.insights;

import dev.penstock.insights.HealthReport.HealthPart;
import dev.penstock.tenancy.Messages;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers since when each part does as it does. */
final class HealthWatch {
  private record Since(HealthState state, Instant at) {}

  private final HealthChecks checks;
  private final Messages messages;
  private final Clock clock;
  private final Map<String, Since> states = new ConcurrentHashMap<>();
  private volatile List<Finding> latest = List.of();

  HealthWatch(HealthChecks checks, Messages messages, Clock clock) {
    this.checks = checks;
    this.messages = messages;
    this.clock = clock;
  }

  /** Looks at all parts now. */
  List<Finding> look() {
    List<Finding> found = checks.look();
    Instant now = clock.instant();
    for (Finding it : found) {
      states.compute(
          it.name(),
          (name, before) ->
              before != null && before.state() == it.state() ? before : new Since(it.state(), now));
    }
    latest = found;
    return found;
  }

  /** A figure of the last look, null where there is none. */
  @Nullable Long figure(String part, String name) {
    return latest.stream()
        .filter(it -> it.part().equals(part))
        .map(it -> it.figures().get(name))
        .findFirst()
        .orElse(null);
  }

  /** How many parts were in this state at the last look. */
  long count(HealthState state) {
    return latest.stream().filter(it -> it.state() == state).count();
  }

  /** How all parts do now, in the reader's language. */
  HealthReport report(Locale locale) {
    List<Finding> found = look();
    String version = HealthReport.class.getPackage().getImplementationVersion();
    return new HealthReport(
        clock.instant(),
        found.stream().map(Finding::state).reduce(HealthState.OK, HealthState::worse),
        version == null ? "dev" : version,
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()).toSeconds(),
        found.stream().map(it -> part(it, locale)).toList());
  }

  private HealthPart part(Finding it, Locale locale) {
    Map<String, String> args = new TreeMap<>(Map.of("which", it.which()));
    it.figures().forEach((name, value) -> args.put(name, readable(name, value)));
    return new HealthPart(
        it.name(),
        messages.say("health." + it.part(), args, locale),
        it.state(),
        states.getOrDefault(it.name(), new Since(it.state(), clock.instant())).at(),
        messages.say(it.key(), args, locale),
        new TreeMap<>(it.figures()));
  }

  private static String readable(String name, long value) {
    if (name.endsWith("Bytes")) {
      return value < 1L << 30
          ? (value >> 20) + " MiB"
          : String.format(Locale.ROOT, "%.1f GiB", value / (double) (1L << 30));
    }
    if (name.endsWith("Micros")) {
      return String.format(Locale.ROOT, "%.1f ms", value / 1000.0);
    }
    return String.valueOf(value);
  }
}
