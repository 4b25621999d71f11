package dev.penstock.jobs;

import static dev.penstock.jobs.BadFields.with;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Specifications of jobs that say something wrong of when and where they run. */
final class BadTerms {
  private static final String NOBODYS = "01930000-0000-7000-8000-000000000000";

  private BadTerms() {}

  static Stream<Bad> terms() {
    return Stream.of(
        invalid("fewer than no nodes", with("leastNodes", 0), "leastNodes", "0", "from 1"),
        invalid("more than all nodes", with("leastNodes", 2), "leastNodes", "2", "which is 1"),
        invalid("no tasks", with("array", Map.of()), "array.tasks", null, "required"),
        invalid(
            "an array of nothing",
            with("array", Map.of("tasks", 0)),
            "array.tasks",
            "0",
            "from 1 to 100000"),
        invalid(
            "too many tasks",
            with("array", Map.of("tasks", 100_001)),
            "array.tasks",
            "100001",
            "from 1 to 100000"),
        invalid(
            "none at once",
            with("array", Map.of("tasks", 3, "atOnce", 0)),
            "array.atOnce",
            "0",
            "from 1 to the tasks, which are 3"),
        invalid(
            "a service of tasks", service("array", Map.of("tasks", 2)), "array", null, "leave it"),
        new Bad(
            "an unknown field of an array",
            "POST",
            "/v1/jobs",
            "application/yaml",
            "name: x\narray: {task: 3}",
            400,
            "unknown-field",
            "array.task",
            null,
            List.of("atOnce, tasks")),
        Bad.spec(
            "after a job that is not there",
            with("after", List.of(Map.of("job", "never-was"))),
            404,
            "not-found",
            "after[0].job",
            "never-was",
            "submitted before"),
        Bad.spec(
            "after an id that is not there",
            with("after", List.of(Map.of("job", NOBODYS))),
            404,
            "not-found",
            "after[0].job",
            NOBODYS,
            "submitted before"),
        invalid(
            "after nothing",
            with("after", List.of(Map.of("condition", "ok"))),
            "after[0].job",
            null,
            "required"),
        invalid(
            "after a blank",
            with("after", List.of(Map.of("job", " "))),
            "after[0].job",
            " ",
            "id or name"),
        invalid(
            "after a job in an unknown way",
            with("after", List.of(Map.of("job", "x", "condition", "perhaps"))),
            "after[0].condition",
            "perhaps",
            "ok",
            "any"),
        Bad.spec(
            "after too many jobs",
            with("after", Collections.nCopies(65, Map.of("job", "x"))),
            413,
            "too-large",
            "after",
            "65 jobs",
            "at most 64"),
        invalid(
            "no time to start",
            with("earliestStart", "tonight"),
            "earliestStart",
            "tonight",
            "2026"),
        invalid(
            "a start in a far future",
            with("earliestStart", "2999-01-01T00:00:00Z"),
            "earliestStart",
            "2999-01-01T00:00:00Z",
            "366 days"),
        invalid(
            "a deadline that has passed",
            with("deadline", "2020-01-01T00:00:00Z"),
            "deadline",
            "2020-01-01T00:00:00Z",
            "wallTime of PT10M",
            "later deadline"),
        invalid(
            "a deadline in a far future",
            with("deadline", "2999-01-01T00:00:00Z"),
            "deadline",
            "2999-01-01T00:00:00Z",
            "366 days"),
        invalid(
            "a service with a deadline",
            service("deadline", "2999-01-01T00:00:00Z"),
            "deadline",
            "2999-01-01T00:00:00Z",
            "leave it out"),
        invalid("cheap at any time", with("cheapest", true), "cheapest", "true", "give a deadline"),
        invalid(
            "free of charge",
            with("priceCeiling", "0.00"),
            "priceCeiling",
            "0.00",
            "such as 12.50"),
        invalid("a price in words", with("priceCeiling", "¥5"), "priceCeiling", "¥5", "yuan"),
        invalid(
            "a price in nano-yuan",
            with("priceCeiling", "0.0000001"),
            "priceCeiling",
            "0.0000001",
            "yuan an hour"),
        invalid("neither yes nor no", with("preemptible", "maybe"), "preemptible", "maybe", "true"),
        invalid(
            "an unknown topology",
            with("topology", "round"),
            "topology",
            "round",
            "same-switch",
            "same-super-node",
            "spread"),
        invalid(
            "a label without a value",
            with("nodeSelector", Map.of("zone", "")),
            "nodeSelector.zone",
            "",
            "1 to 63 letters"),
        invalid(
            "a bad label",
            with("nodeSelector", Map.of("the zone", "a")),
            "nodeSelector",
            "the zone",
            "1 to 63 letters"),
        Bad.spec(
            "too many labels",
            with("nodeSelector", labels(17)),
            413,
            "too-large",
            "nodeSelector",
            "17 labels",
            "at most 16"),
        invalid("a bad group", with("apart", "Us!"), "apart", "Us!", "a-z, 0-9 and -"));
  }

  private static Bad invalid(
      String name,
      Map<String, Object> spec,
      String field,
      @Nullable String value,
      String... words) {
    return Bad.spec(name, spec, 400, "invalid-value", field, value, words);
  }

  private static Map<String, Object> service(String field, Object value) {
    Map<String, Object> spec = with(field, value);
    spec.put("kind", "service");
    spec.remove("wallTime");
    return spec;
  }

  private static Map<String, String> labels(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "x"));
  }
}
