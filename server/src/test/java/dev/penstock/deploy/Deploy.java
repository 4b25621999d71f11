package dev.penstock.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of the folder {@code deploy}, as the tests read them. */
public final class Deploy {
  /** The repository, from the server's module, where Maven runs its tests. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path FOLDER = ROOT.resolve("deploy");
  static final Path RULES = FOLDER.resolve("prometheus/penstock.rules.yaml");

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Deploy() {}

  /** An expression of a rule or of a panel, and whose it is. */
  public record Query(String owner, String expression) {}

  /** All expressions of dashboards. */
  public static List<Query> shown() {
    return dashboards().flatMap(Deploy::panels).toList();
  }

  /** All expressions of rules and dashboards. */
  public static List<Query> queries() {
    return Stream.concat(rules().stream().map(Deploy::query), dashboards().flatMap(Deploy::panels))
        .toList();
  }

  /** The names that recording rules give. */
  public static List<String> recorded() {
    return rules().stream()
        .filter(it -> it.has("record"))
        .map(it -> it.path("record").asString())
        .toList();
  }

  /** The text of what an operator reads: runbooks, installation, size. */
  public static List<String> operatorPages() {
    Path docs = ROOT.resolve("docs");
    return Stream.concat(
            files(docs.resolve("runbooks"), ".md"),
            Stream.of(docs.resolve("install.md"), docs.resolve("scale.md")))
        .map(Deploy::text)
        .toList();
  }

  /** The rows of the command line's tables. */
  public static List<String> commandTables() {
    return text(ROOT.resolve("docs/cli.md")).lines().filter(it -> it.startsWith("|")).toList();
  }

  static List<JsonNode> rules() {
    return yaml(RULES)
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  static Stream<Path> dashboards() {
    return files(FOLDER.resolve("grafana"), ".json");
  }

  static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(Path file) {
    return YAML.readTree(file.toFile());
  }

  static JsonNode yamlOf(String text) {
    return YAML.readTree(text);
  }

  static JsonNode json(Path file) {
    return JSON.readTree(file.toFile());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Query query(JsonNode rule) {
    String owner = rule.path("alert").asString(rule.path("record").asString());
    return new Query(owner, rule.path("expr").asString());
  }

  private static Stream<Query> panels(Path dashboard) {
    return json(dashboard)
        .path("panels")
        .valueStream()
        .flatMap(
            panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Query(
                                dashboard.getFileName() + ": " + panel.path("title").asString(),
                                target.path("expr").asString())));
  }
}
