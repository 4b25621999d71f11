package dev.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Values, schema and templates of the Helm chart fit each other, as far as that shows unrendered.
 */
final class ChartTest {
  private static final Path CHART = Deploy.FOLDER.resolve("helm/penstock");
  private static final JsonNode VALUES = Deploy.yaml(CHART.resolve("values.yaml"));
  private static final JsonNode SCHEMA = Deploy.json(CHART.resolve("values.schema.json"));
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}", Pattern.DOTALL);

  private static List<Path> templates() {
    return Deploy.files(CHART.resolve("templates"), "").filter(it -> it.toFile().isFile()).toList();
  }

  @Test
  void theSchemaTakesTheValuesAndKnowsEachOfThem() {
    assertThat(faults("", SCHEMA, VALUES)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsWrong() {
    assertThat(faults("", SCHEMA, with("replicas", "0"))).isNotEmpty();
    assertThat(faults("", SCHEMA, with("replicas", "two"))).isNotEmpty();
    assertThat(faults("", SCHEMA, with("url", "mysql://db"))).isNotEmpty();
    assertThat(faults("", SCHEMA, with("accessMode", "Anything"))).isNotEmpty();
    assertThat(faults("", SCHEMA, with("pullPolicy", "IfNotPresent\n  pulPolicy: Never")))
        .isNotEmpty();
  }

  /** The values with this setting, wherever it is, set otherwise. */
  private static JsonNode with(String setting, String value) {
    String text = Deploy.text(CHART.resolve("values.yaml"));
    String changed = text.replaceAll("(?m)^(\\s*" + setting + "):.*$", "$1: " + value);
    assertThat(changed).isNotEqualTo(text);
    return Deploy.yamlOf(changed);
  }

  @Test
  void everyValueThatATemplateReadsIsThere() {
    Pattern value = Pattern.compile("\\.Values((?:\\.[a-zA-Z]\\w*)+)");
    Set<String> missing = new TreeSet<>();
    for (Path template : templates()) {
      value
          .matcher(Deploy.text(template))
          .results()
          .map(it -> it.group(1).replace('.', '/'))
          .filter(it -> VALUES.at(it).isMissingNode())
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyValueIsReadByATemplate() {
    String all = templates().stream().map(Deploy::text).collect(Collectors.joining());
    for (String top : VALUES.propertyNames()) {
      assertThat(all).contains(".Values." + top);
    }
  }

  @Test
  void everyBlockOfATemplateIsClosedAndEveryIncludedOneIsDefined() {
    String helpers = Deploy.text(CHART.resolve("templates/_helpers.tpl"));
    for (Path template : templates()) {
      Deque<String> open = new ArrayDeque<>();
      Matcher actions = ACTION.matcher(Deploy.text(template));
      while (actions.find()) {
        String action = actions.group(1);
        if (action.matches("(?s)(if|with|range|define)\\b.*")) {
          open.push(action);
        } else if (action.equals("end")) {
          assertThat(open).as("%s: an end too many", template.getFileName()).isNotEmpty();
          open.pop();
        }
        Matcher included = Pattern.compile("include \"([^\"]+)\"").matcher(action);
        while (included.find()) {
          assertThat(helpers).contains("define \"" + included.group(1) + "\"");
        }
      }
      assertThat(open).as(template.getFileName().toString()).isEmpty();
    }
  }

  @Test
  void severalServersShareWhatMustBeSharedAndRunNoJobsThemselves() {
    String deployment = Deploy.text(CHART.resolve("templates/deployment.yaml"));
    assertThat(VALUES.path("replicas").asInt()).isEqualTo(2);
    assertThat(VALUES.at("/store/accessMode").asString()).isEqualTo("ReadWriteMany");
    assertThat(deployment)
        .contains("{name: PENSTOCK_FLEET_LOCAL_ENABLED, value: \"false\"}")
        .contains("mountPath: /var/lib/penstock/secrets, readOnly: true")
        .contains("mountPath: /var/lib/penstock/store")
        .contains("runAsNonRoot: true");
  }

  /** What JSON Schema says against it, by the keywords that our schema uses. */
  private static List<String> faults(String at, JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    String type = schema.path("type").asString("");
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          default -> true;
        };
    if (!fits) {
      return List.of(at + " is no " + type);
    }
    if (value.isIntegralNumber()
        && (value.asLong() < schema.path("minimum").asLong(Long.MIN_VALUE)
            || value.asLong() > schema.path("maximum").asLong(Long.MAX_VALUE))) {
      faults.add(at + " is out of range");
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asString()).matcher(value.asString()).find()) {
      faults.add(at + " does not match");
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      faults.add(at + " is none of " + schema.path("enum"));
    }
    schema
        .path("required")
        .valueStream()
        .filter(it -> !value.has(it.asString()))
        .forEach(it -> faults.add(at + "/" + it.asString() + " is missing"));
    if (schema.has("properties")) {
      for (String name : value.propertyNames()) {
        JsonNode known = schema.path("properties").path(name);
        if (known.isMissingNode()) {
          faults.add(at + "/" + name + " is unknown");
        } else {
          faults.addAll(faults(at + "/" + name, known, value.path(name)));
        }
      }
    }
    return faults;
  }
}
