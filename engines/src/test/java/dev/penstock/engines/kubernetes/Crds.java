package dev.penstock.engines.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The custom resource definitions in the folder that the system property {@code penstock.crds}
 * names. Checks as an API server does: types, enumerations, what is required, and that no field is
 * unknown, which a server would drop.
 */
final class Crds {
  private Crds() {}

  /** The schema of a kind; the test is skipped where the folder or the file is missing. */
  static Map<String, Object> schema(String file) {
    String folder = System.getProperty("penstock.crds", "");
    assumeTrue(!folder.isEmpty(), "skipped: no folder of CRDs; name one by -Dpenstock.crds");
    Path path = Path.of(folder, file);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    try {
      Map<String, Object> crd =
          Serialization.unmarshal(
              Files.readString(path), new tools.jackson.core.type.TypeReference<>() {});
      List<?> versions = (List<?>) Objects.requireNonNull(map(crd.get("spec")).get("versions"));
      return map(map(map(versions.getLast()).get("schema")).get("openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server would refuse or drop. */
  static List<String> problems(Map<String, Object> schema, Object value) {
    List<String> problems = new ArrayList<>();
    check("", schema, value, problems);
    return problems;
  }

  private static void check(
      String at, Map<String, Object> schema, Object value, List<String> problems) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      return;
    }
    switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(at, schema, value, problems);
      case "array" -> {
        if (!(value instanceof List<?> list)) {
          problems.add(at + ": is no list: " + value);
          return;
        }
        for (int i = 0; i < list.size(); i++) {
          check(at + "[" + i + "]", map(schema.get("items")), list.get(i), problems);
        }
      }
      case "string" -> scalar(at, schema, value, value instanceof String, problems);
      case "boolean" -> scalar(at, schema, value, value instanceof Boolean, problems);
      case "integer" ->
          scalar(at, schema, value, value instanceof Integer || value instanceof Long, problems);
      default -> {
        // any value
      }
    }
  }

  private static void object(
      String at, Map<String, Object> schema, Object value, List<String> problems) {
    if (!(value instanceof Map<?, ?> fields)) {
      problems.add(at + ": is no object: " + value);
      return;
    }
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(field -> !fields.containsKey(field))
          .forEach(field -> problems.add(at + ": lacks " + field));
    }
    Map<String, Object> known =
        schema.containsKey("properties") ? map(schema.get("properties")) : Map.of();
    boolean open =
        !schema.containsKey("properties")
            || Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"));
    fields.forEach(
        (name, field) -> {
          if (known.containsKey(name)) {
            check(at + "." + name, map(known.get(name)), field, problems);
          } else if (schema.get("additionalProperties") instanceof Map<?, ?> any) {
            check(at + "." + name, map(any), field, problems);
          } else if (!open) {
            problems.add(at + ": does not know " + name);
          }
        });
  }

  private static void scalar(
      String at, Map<String, Object> schema, Object value, boolean fits, List<String> problems) {
    if (!fits) {
      problems.add("%s: %s is no %s".formatted(at, value, schema.get("type")));
    }
    if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
      problems.add("%s: %s is none of %s".formatted(at, value, allowed));
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
