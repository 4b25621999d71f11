package dev.penstock.cli.data;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Datasets by name, and their versions. */
public final class Datasets {
  static final Address ALL = Address.of("v1", "datasets");
  private static final int MANY = 10_000;

  /** The project that every organisation begins with, where what names none is put. */
  private static final String DEFAULT = "default";

  private final Shell shell;
  private final Api api;
  private final @Nullable String project;

  /**
   * @param project whose datasets these are; null for the organisation's default one
   */
  public Datasets(Shell shell, Api api, @Nullable String project) {
    this.shell = shell;
    this.api = api;
    this.project = project;
  }

  /** Uploads a folder or file as the next version; a dataset that is missing is created first. */
  public JsonNode upload(String name, Path path, @Nullable String description) {
    ObjectNode version = Json.object();
    version.set("files", new Upload(shell, api).send(path));
    JsonNode dataset = find(name).orElseGet(() -> create(name, description));
    return api.post(Address.of("v1", "datasets", Json.text(dataset, "id"), "versions"), version);
  }

  /**
   * The dataset of a name.
   *
   * @throws Failure when there is none
   */
  JsonNode require(String name) {
    return find(name).orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "error.no-dataset", name));
  }

  private Optional<JsonNode> find(String name) {
    return api.list(ALL.with("project", project), MANY).stream()
        .filter(dataset -> Json.text(dataset, "name").equals(name))
        .filter(
            dataset -> Json.text(dataset, "project").equals(project == null ? DEFAULT : project))
        .findFirst();
  }

  private JsonNode create(String name, @Nullable String description) {
    ObjectNode body = Json.object().put("name", name);
    if (project != null) {
      body.put("project", project);
    }
    if (description != null) {
      body.put("description", description);
    }
    return api.post(ALL, body);
  }
}
