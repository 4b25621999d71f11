package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the centre's next hours could be, for its operators. */
@Command(name = "what-if")
public final class WhatIfCommand implements Runnable {
  private static final Address WHAT_IF = Address.of("v1", "what-if");
  private static final String CORES = "cores";
  private static final List<String> FIGURES =
      List.of(
          "nodes",
          "waiting",
          "meanWaitSeconds",
          "p90WaitSeconds",
          "beyondPercent",
          "utilisationPercent");

  private final Shell shell;

  @Option(names = "--hours", paramLabel = "N", defaultValue = "12")
  int hours;

  @Option(names = "--policy", paramLabel = "POLICY")
  @Nullable String policy;

  @Option(names = "--nodes", paramLabel = "N")
  int nodes;

  @Option(names = "--card-model", paramLabel = "MODEL")
  @Nullable String model;

  @Option(names = "--quota", paramLabel = "QUEUE=N")
  List<String> quotas = new ArrayList<>();

  public WhatIfCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Api api = shell.api();
    JsonNode answer = api.post(WHAT_IF, body(Branches.read(api)));
    Address own = Address.of("v1", "what-if", Json.text(answer, "id"));
    while (Json.text(answer, "state").equals("RUNNING")) {
      shell.world().pause().pause(Duration.ofSeconds(1));
      answer = api.get(own);
    }
    if (!Json.text(answer, "state").equals("DONE")) {
      throw new Failure(ExitCode.FAILED, "error.what-if", Json.text(answer, "state"));
    }
    if (shell.json()) {
      shell.show(answer);
      return;
    }
    shell.list(rows(answer), Column.text("figure"), Column.number("asIs"), Column.number("whatIf"));
  }

  private ObjectNode body(Branches branches) {
    ObjectNode body = Json.object().put("hours", hours);
    if (policy != null) {
      body.put("policy", policy);
    }
    String cards = model(branches);
    if (nodes != 0) {
      ObjectNode more = body.putArray("nodes").addObject().put("more", nodes);
      if (cards != null) {
        more.put("cardModel", cards);
      }
    }
    if (!quotas.isEmpty()) {
      var list = body.putArray("quotas");
      quotas.forEach(it -> list.add(quota(branches, it, cards)));
    }
    return body;
  }

  private @Nullable String model(Branches branches) {
    if (model != null) {
      return model.equals(CORES) ? null : model;
    }
    var names = branches.tree().path("capacity").path("milliCards").propertyNames().iterator();
    return names.hasNext() ? names.next() : null;
  }

  private static ObjectNode quota(Branches branches, String text, @Nullable String cards) {
    int equals = text.lastIndexOf('=');
    String amount = text.substring(equals + 1);
    if (equals < 1 || !amount.matches("\\d{1,7}")) {
      throw new Failure(ExitCode.USAGE, "error.quota", text);
    }
    String queue = text.substring(0, equals);
    int slash = queue.indexOf('/');
    JsonNode organisation = branches.organisation(slash < 0 ? queue : queue.substring(0, slash));
    ObjectNode quota = Json.object().put("organisation", Json.text(organisation, "id"));
    if (slash >= 0) {
      JsonNode project = Branches.project(organisation, queue.substring(slash + 1));
      quota.put("project", Json.text(project, "id"));
    }
    if (cards != null) {
      quota.put("cardModel", cards);
    }
    return quota.put("guaranteed", Integer.parseInt(amount));
  }

  private List<JsonNode> rows(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    for (String figure : FIGURES) {
      rows.add(
          row(
              shell.text("what-if." + figure),
              answer.path("asIs").path(figure).asDouble(),
              answer.path("whatIf").path(figure).asDouble()));
    }
    JsonNode own = answer.path("asIs").path("queues");
    JsonNode other = answer.path("whatIf").path("queues");
    for (int i = 0; i < Math.min(own.size(), other.size()); i++) {
      JsonNode queue = own.get(i);
      String project = Json.text(queue, "projectName");
      String name = Json.text(queue, "organisationName") + (project.isEmpty() ? "" : "/" + project);
      rows.add(
          row(
              shell.text("what-if.held", name),
              queue.path("held").asDouble(),
              other.get(i).path("held").asDouble()));
    }
    return rows;
  }

  private static JsonNode row(String figure, double asIs, double whatIf) {
    return Json.object()
        .put("figure", figure)
        .put("asIs", shown(asIs))
        .put("whatIf", shown(whatIf));
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
