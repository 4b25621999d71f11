package dev.penstock.cli.model;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Registered models, and where each version came from. */
@Command(name = "model")
public final class ModelCommand {
  private static final int MANY = 10_000;

  private final Shell shell;

  public ModelCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list(@Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    shell.list(
        Address.of("v1", "models").with("project", shell.project(project)),
        MANY,
        Column.text("id"),
        Column.text("name"),
        Column.number("latestVersion"),
        Column.time("createdAt"));
  }

  @Command(name = "show")
  void show(@Parameters(paramLabel = "NAME[@VERSION]") String ref) {
    int at = ref.indexOf('@');
    Api api = shell.api();
    JsonNode model = find(api, at < 0 ? ref : ref.substring(0, at));
    if (at < 0) {
      shell.show(
          api.get(Address.of("v1", "models", Json.text(model, "id"))),
          Column.text("id"),
          Column.text("name"),
          Column.number("latestVersion"),
          Column.time("createdAt"));
      return;
    }
    shell.show(
        version(api, Json.text(model, "id"), ref.substring(at + 1)),
        Column.text("name"),
        Column.number("version"),
        Column.text("tree"),
        Column.bytes("bytes"),
        Column.text("job"),
        Column.text("codeHash"),
        new Column("datasets", false, (node, messages) -> datasets(node)),
        new Column("metrics", false, (node, messages) -> metrics(node)),
        Column.time("createdAt"));
  }

  /** A version with its lineage. */
  public static JsonNode version(Api api, String model, String version) {
    return api.get(Address.of("v1", "models", model, "versions", version));
  }

  /**
   * The model of a name.
   *
   * @throws Failure when there is none
   */
  public static JsonNode find(Api api, String name) {
    List<JsonNode> all = api.list(Address.of("v1", "models"), MANY);
    return all.stream()
        .filter(
            model -> Json.text(model, "name").equals(name) || Json.text(model, "id").equals(name))
        .findFirst()
        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "error.no-model", name));
  }

  /** The datasets that a version was trained on, as {@code name@version}. */
  public static String datasets(JsonNode version) {
    return String.join(
        ", ",
        version
            .path("datasets")
            .valueStream()
            .map(each -> Json.text(each, "name") + "@" + Json.text(each, "version"))
            .toList());
  }

  private static String metrics(JsonNode version) {
    return String.join(
        ", ",
        version
            .path("metrics")
            .propertyStream()
            .map(each -> each.getKey() + " " + each.getValue().asString(""))
            .toList());
  }
}
