package dev.penstock.cli.notebook;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.Pause;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.ProgressBar;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notebooks: a person's own Jupyter at the centre. */
@Command(name = "notebook")
public final class NotebookCommand {
  private static final Address ALL = Address.of("v1", "notebooks");
  private static final int MANY = 10_000;
  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);
  private static final Column[] COLUMNS = {
    Column.text("id"),
    Column.text("name"),
    Column.word("state"),
    Column.text("flavour"),
    Column.time("stopsAt"),
    Column.text("reason")
  };

  private final Shell shell;

  public NotebookCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list(@Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    shell.list(ALL.with("project", shell.project(project)), MANY, COLUMNS);
  }

  @Command(name = "create")
  void create(
      @Parameters(paramLabel = "NOTEBOOK") String name,
      @Option(names = "--flavour", required = true, paramLabel = "NAME") String flavour,
      @Option(names = "--idle", paramLabel = "MINUTES") @Nullable Integer idleMinutes,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    ObjectNode body = Json.object().put("name", name).put("flavour", flavour);
    if (idleMinutes != null) {
      body.put("idleMinutes", idleMinutes);
    }
    String where = shell.project(project);
    if (where != null) {
      body.put("project", where);
    }
    shell.show(shell.api().post(ALL, body), COLUMNS);
  }

  @Command(name = "start")
  void start(
      @Parameters(paramLabel = "NOTEBOOK") String name, @Option(names = "--wait") boolean wait) {
    String id = id(name);
    JsonNode started = act(id, "start");
    shell.show(wait ? awaitReady(id) : started, COLUMNS);
  }

  @Command(name = "open")
  void open(@Parameters(paramLabel = "NOTEBOOK") String name) {
    JsonNode opening = act(id(name), "openings");
    if (shell.json()) {
      shell.world().out().println(Json.pretty(opening));
    } else {
      shell.world().out().println(Json.text(opening, "url"));
      shell.note("notebook.once");
    }
  }

  @Command(name = "stop")
  void stop(@Parameters(paramLabel = "NOTEBOOK") String name) {
    act(id(name), "stop");
    shell.tell("notebook.stopping", name);
  }

  @Command(name = "rm")
  void remove(@Parameters(paramLabel = "NOTEBOOK") String name) {
    shell.api().delete(Address.of("v1", "notebooks", id(name)));
    shell.tell("notebook.removed", name);
  }

  private JsonNode act(String id, String act) {
    return shell.api().post(Address.of("v1", "notebooks", id, act), Json.object());
  }

  private String id(String name) {
    return shell.api().list(ALL, MANY).stream()
        .filter(each -> Json.text(each, "name").equals(name) || Json.text(each, "id").equals(name))
        .map(each -> Json.text(each, "id"))
        .findFirst()
        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "error.no-notebook", name));
  }

  private JsonNode awaitReady(String id) {
    Pause pause = shell.world().pause();
    try (ProgressBar bar = shell.bar()) {
      while (true) {
        JsonNode notebook = shell.api().get(Address.of("v1", "notebooks", id));
        String name = Json.text(notebook, "name");
        String state = Json.text(notebook, "state");
        if (state.equals("READY")) {
          return notebook;
        }
        boolean late = bar.elapsed().compareTo(STARTS_WITHIN) > 0;
        if (late || !state.equals("STARTING")) {
          throw new Failure(
              late ? ExitCode.UNREACHABLE : ExitCode.FAILED,
              "notebook.not-ready",
              name,
              shell.messages().word("state", state),
              Json.text(notebook, "reason"));
        }
        bar.text(
            "%s  %s %s"
                .formatted(
                    name, shell.messages().word("state", state), Units.duration(bar.elapsed())));
        pause.pause(BETWEEN);
      }
    }
  }
}
