package dev.penstock.cli.data;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Datasets. */
@Command(name = "data")
public final class DataCommand {
  private static final int MANY = 10_000;

  private final Shell shell;

  public DataCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "upload")
  void upload(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "PATH") Path path,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project,
      @Option(names = "--description", paramLabel = "TEXT") @Nullable String description) {
    JsonNode version = datasets(project).upload(name, path, description);
    if (shell.json()) {
      shell.world().out().println(Json.pretty(version));
    }
    shell.tell(
        "data.uploaded",
        name + "@" + Json.text(version, "version"),
        Units.bytes(version.path("bytes").asLong(0)),
        Json.text(version, "tree"));
  }

  @Command(name = "ls", aliases = "list")
  void list(
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    if (name == null) {
      shell.list(
          Datasets.ALL.with("project", shell.project(project)),
          MANY,
          Column.text("id"),
          Column.text("name"),
          Column.number("latestVersion"),
          Column.text("description"),
          Column.time("createdAt"));
      return;
    }
    JsonNode dataset = datasets(project).require(name);
    shell.list(
        Address.of("v1", "datasets", Json.text(dataset, "id"), "versions"),
        MANY,
        Column.number("version"),
        Column.bytes("bytes"),
        Column.text("tree"),
        Column.time("createdAt"));
  }

  @Command(name = "rm")
  void remove(
      @Parameters(paramLabel = "NAME[@VERSION]") String name,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    int at = name.indexOf('@');
    JsonNode dataset = datasets(project).require(at < 0 ? name : name.substring(0, at));
    String id = Json.text(dataset, "id");
    shell
        .api()
        .delete(
            at < 0
                ? Address.of("v1", "datasets", id)
                : Address.of("v1", "datasets", id, "versions", name.substring(at + 1)));
    shell.tell("data.removed", name);
  }

  private Datasets datasets(@Nullable String project) {
    return new Datasets(shell, shell.api(), shell.project(project));
  }
}
