package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Mount;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses what can never run on a cluster, before anything is written. */
final class OrderCheck {
  /** The kernel's limit of one string of a program's arguments or environment. */
  private static final int LONGEST = 128 * 1024 - 1;

  /** bwrap's own limit is 9000 words; six are needed for a variable. */
  private static final int MOST_WORDS = 1_000;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern OUTPUT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern TARGET = Pattern.compile("/job(/[^/\\x00-\\x1f]+)+");

  private OrderCheck() {}

  static void check(StartOrder order, SlurmSettings settings) {
    if (order.service()) {
      throw user(
          "service: jobs on the Slurm cluster \"%s\" can't be services: no request reaches a socket on another machine. Use an engine of this machine or of Kubernetes."
              .formatted(settings.name()));
    }
    if (order.root() instanceof RuntimeRoot.Image image
        && settings.images() == SlurmSettings.Images.NONE) {
      throw user(
          "runtime: the Slurm cluster \"%s\" runs no images, such as '%s'. Use a runtime of the host, or let the operator set images to apptainer or enroot."
              .formatted(settings.name(), image.reference()));
    }
    if (order.ranks().isEmpty()) {
      throw user("ranks: there is none. An order has at least one.");
    }
    words(order);
    limits(order.limits());
    order.outputs().forEach(name -> matches("outputs", name, OUTPUT));
    mounts(order);
  }

  private static void words(StartOrder order) {
    if (order.command().isEmpty() || order.command().getFirst().isEmpty()) {
      throw user("command: is empty. Give a program and its arguments.");
    }
    if (order.command().size() > MOST_WORDS || order.environment().size() > MOST_WORDS) {
      throw user(
          "command and environment: at most %d entries each are possible.".formatted(MOST_WORDS));
    }
    order.command().forEach(word -> text("command", word));
    for (Map.Entry<String, String> variable : order.environment().entrySet()) {
      matches("environment", variable.getKey(), VARIABLE);
      text("environment " + variable.getKey(), variable.getKey() + "=" + variable.getValue());
    }
  }

  private static void text(String field, String word) {
    if (word.indexOf('\0') >= 0) {
      throw user(field + ": contains a NUL character. Remove it.");
    }
    int bytes = word.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST) {
      throw user(
          "%s: %d bytes, but the system allows %d. Put it into a file of the job's code."
              .formatted(field, bytes, LONGEST));
    }
  }

  private static void limits(Limits limits) {
    if (limits.milliCores() < 10 || limits.memoryBytes() < (4 << 20) || limits.processes() < 1) {
      throw user(
          "limits: %d milli-cores, %d bytes, %d processes; at least 10, 4194304 and 1 are needed."
              .formatted(limits.milliCores(), limits.memoryBytes(), limits.processes()));
    }
  }

  private static void mounts(StartOrder order) {
    Set<String> targets = new HashSet<>();
    for (Mount mount : order.mounts()) {
      String target = mount.target();
      matches("mounts", target, TARGET);
      if (target.contains("/../")
          || target.contains("/./")
          || target.endsWith("/..")
          || target.endsWith("/.")
          || !targets.add(target)) {
        throw user("mounts: '%s' is not a plain path or occurs twice.".formatted(target));
      }
      if (!mount.source().isAbsolute() || !Files.exists(mount.source())) {
        throw new EngineException(
            Blame.PLATFORM, "mounts: '%s' does not exist on this host.".formatted(mount.source()));
      }
    }
  }

  private static void matches(String field, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw user("%s: '%s' does not match %s.".formatted(field, value, pattern));
    }
  }

  private static EngineException user(String message) {
    return new EngineException(Blame.USER, message);
  }
}
