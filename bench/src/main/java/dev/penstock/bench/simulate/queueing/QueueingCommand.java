package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate.Command;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code queueing --jobs CSV --partitions CSV --policy P [--cards-per-node N] [--forecast] [--json
 * FILE]}.
 */
public final class QueueingCommand implements Command {
  private static final Set<String> OPTIONS =
      Set.of("jobs", "partitions", "policy", "cards-per-node", "forecast", "json");

  @Override
  public void run(Arguments arguments) throws Exception {
    arguments.only(OPTIONS);
    Trace trace =
        Trace.read(
            arguments.path("jobs"),
            arguments.path("partitions"),
            arguments.number("cards-per-node", 8, 1, Long.SIZE));
    QueueingReport report =
        QueueingReport.of(policy(arguments.text("policy")), trace, arguments.flag("forecast"));
    System.out.print(report.text());
    Path json = arguments.optionalPath("json");
    if (json != null) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(json, mapper.writeValueAsString(report) + "\n");
    }
  }

  private static Policy policy(String name) throws Misused {
    Policy policy = Policies.named(name);
    if (policy == null) {
      throw new Misused(
          "--policy: \"%s\" is unknown; known are %s".formatted(name, Policies.names()));
    }
    return policy;
  }
}
