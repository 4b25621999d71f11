package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Room that the centre keeps for an organisation, for its operators. */
@Command(name = "reservation")
public final class ReservationCommand {
  private static final Address RESERVATIONS = Address.of("v1", "reservations");
  private static final int MANY = 10_000;

  private final Shell shell;

  public ReservationCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list(@Option(names = "--ended") boolean ended) {
    shell.list(
        RESERVATIONS.with("ended", ended ? "true" : null),
        MANY,
        Column.text("id"),
        Column.text("organisation", "/organisationName"),
        Column.text("project", "/projectName"),
        Column.time("from"),
        Column.time("to"),
        Column.number("nodes"),
        Column.text("flavour"),
        Column.text("cardModel"),
        Column.number("cards"),
        Column.words("onNodes"),
        Column.number("missingNodes"),
        Column.text("reason"),
        Column.text("madeBy"));
  }

  @Command(name = "add")
  void add(
      @Parameters(paramLabel = "ORG") String org,
      @Option(names = "--project", paramLabel = "PROJECT") @Nullable String project,
      @Option(names = "--from", required = true, paramLabel = "TIME") String from,
      @Option(names = "--to", paramLabel = "TIME") @Nullable String to,
      @Option(names = "--for", paramLabel = "DURATION") @Nullable String time,
      @Option(names = "--nodes", required = true, paramLabel = "N") int nodes,
      @Option(names = "--flavour", paramLabel = "FLAVOUR") @Nullable String flavour,
      @Option(names = "--card-model", paramLabel = "MODEL") @Nullable String model,
      @Option(names = "--cards", paramLabel = "N") @Nullable Integer cards,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Times times = Times.read(from, to, time);
    Api api = shell.api();
    JsonNode organisation = Branches.read(api).organisation(org);
    ObjectNode body = Json.object().put("organisation", Json.text(organisation, "id"));
    if (project != null) {
      body.put("project", Json.text(Branches.project(organisation, project), "id"));
    }
    body.put("from", times.from().toString())
        .put("to", times.to().toString())
        .put("nodes", nodes)
        .put("reason", reason);
    if (flavour != null) {
      body.put("flavour", flavour);
    }
    if (model != null) {
      body.put("cardModel", model);
    }
    if (cards != null) {
      body.put("cards", cards);
    }
    shell.show(
        api.post(RESERVATIONS, body),
        Column.text("id"),
        Column.text("organisation", "/organisationName"),
        Column.time("from"),
        Column.time("to"),
        Column.number("nodes"));
  }

  @Command(name = "rm", aliases = "remove")
  void remove(@Parameters(paramLabel = "RESERVATION") String id) {
    shell.api().delete(Address.of("v1", "reservations", id));
    shell.tell("reservation.removed", id);
  }
}
