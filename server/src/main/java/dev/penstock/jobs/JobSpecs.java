package dev.penstock.jobs;

import dev.penstock.queues.Topology;
import dev.penstock.shared.Names;
import dev.penstock.shared.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks specifications, by themselves: what they name may not exist. */
final class JobSpecs {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final int MOST_NODES = 10_000;
  private static final int MOST_RETRIES = 10;
  private static final int MOST_FOLDERS = 64;
  private static final int MOST_VARIABLES = 256;
  private static final int LONGEST_COMMAND = 64 * 1024;

  private JobSpecs() {}

  /**
   * The specification with its defaults filled in.
   *
   * @throws dev.penstock.shared.ProblemException naming the first field that is wrong
   */
  static JobSpec check(@Nullable JobSpec spec) {
    if (spec == null) {
      throw Problems.malformed("the body is empty", "send a job specification");
    }
    Names.check("name", spec.name());
    given("runtime", spec.runtime());
    given("flavour", spec.flavour());
    command(spec.command());
    JobKind kind = spec.kind() == null ? JobKind.BATCH : spec.kind();
    if (kind.isService() && spec.wallTime() != null) {
      throw Problems.invalid(
          "wallTime",
          spec.wallTime().toString(),
          "leave it out: a service or notebook runs until stopped");
    }
    JobTerms.deadline(spec, kind);
    int nodes = within("nodes", spec.nodes(), 1, MOST_NODES, 1);
    return new JobSpec(
        spec.name(),
        kind,
        spec.project() == null ? "default" : spec.project(),
        spec.runtime(),
        spec.flavour(),
        nodes,
        JobTerms.leastNodes(spec.leastNodes(), nodes),
        JobTerms.array(spec.array(), kind),
        spec.command(),
        spec.code(),
        inputs(spec.inputs()),
        outputs(spec.outputs()),
        kind.isService() ? null : wallTime(spec.wallTime()),
        environment(spec.environment()),
        within("retries", spec.retries(), 0, MOST_RETRIES, 0),
        spec.priority() == null ? Priority.NORMAL : spec.priority(),
        JobTerms.after(spec.after()),
        spec.earliestStart(),
        spec.deadline(),
        spec.cheapest(),
        JobTerms.priceCeiling(spec.priceCeiling()),
        spec.preemptible() != null && spec.preemptible(),
        spec.topology() == null ? Topology.NEAR : spec.topology(),
        JobTerms.nodeSelector(spec.nodeSelector()),
        JobTerms.apart(spec.apart()));
  }

  private static WallTime wallTime(@Nullable WallTime given) {
    return given == null ? WallTime.DEFAULT : given;
  }

  private static void command(@Nullable Command command) {
    if (command == null) {
      throw Problems.invalid("command", null, "give the program and its arguments");
    }
    long length = command.words().stream().mapToLong(String::length).sum();
    if (length > LONGEST_COMMAND) {
      throw Problems.tooLarge(
          "command", length + " characters", "put it into a script in the code folder");
    }
    if (command.words().stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw Problems.invalid("command", null, "remove the NUL character");
    }
  }

  private static List<JobSpec.Input> inputs(@Nullable List<JobSpec.Input> inputs) {
    if (inputs == null) {
      return List.of();
    }
    atMost("inputs", inputs.size(), MOST_FOLDERS);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      String field = "inputs[" + i + "]";
      JobSpec.Input input = inputs.get(i);
      folder(field, input == null ? null : input.name(), seen);
      if ((Objects.requireNonNull(input).dataset() == null) == (input.model() == null)) {
        throw Problems.invalid(field, input.name(), "give either dataset or model");
      }
    }
    return List.copyOf(inputs);
  }

  private static List<JobSpec.Output> outputs(@Nullable List<JobSpec.Output> outputs) {
    if (outputs == null) {
      return List.of();
    }
    atMost("outputs", outputs.size(), MOST_FOLDERS);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < outputs.size(); i++) {
      JobSpec.Output output = outputs.get(i);
      folder("outputs[" + i + "]", output == null ? null : output.name(), seen);
      String model = Objects.requireNonNull(output).model();
      if (model != null) {
        Names.check("outputs[" + i + "].model", model);
      }
    }
    return List.copyOf(outputs);
  }

  private static void folder(String field, @Nullable String name, Set<String> seen) {
    Names.check(field + ".name", name);
    // a hyphen becomes an underscore in the variable, so a-b and a_b can't clash: _ is not allowed
    if (!seen.add(Objects.requireNonNull(name))) {
      throw Problems.invalid(field + ".name", name, "it is used twice; give another name");
    }
  }

  private static Map<String, String> environment(@Nullable Map<String, String> environment) {
    if (environment == null) {
      return Map.of();
    }
    atMost("environment", environment.size(), MOST_VARIABLES);
    environment.forEach(
        (name, value) -> {
          if (!VARIABLE.matcher(name).matches()) {
            throw Problems.invalid(
                "environment", name, "use letters, digits and underscores, no digit in front");
          }
          if (name.startsWith("PENSTOCK_")) {
            throw Problems.invalid("environment", name, "PENSTOCK_ names are set by the centre");
          }
          if (value == null || value.indexOf('\0') >= 0) {
            throw Problems.invalid("environment." + name, value, "give a text without NUL");
          }
        });
    return Map.copyOf(environment);
  }

  private static void given(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Problems.invalid(field, value, "it is needed");
    }
  }

  private static void atMost(String field, int size, int most) {
    if (size > most) {
      throw Problems.tooLarge(field, size + " entries", "give at most " + most);
    }
  }

  private static int within(
      String field, @Nullable Integer value, int least, int most, int absent) {
    if (value == null) {
      return absent;
    }
    if (value < least || value > most) {
      throw Problems.invalid(
          field, value.toString(), "give a number from %d to %d".formatted(least, most));
    }
    return value;
  }
}
