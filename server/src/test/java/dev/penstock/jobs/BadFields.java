package dev.penstock.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Specifications of jobs with a wrong value in one field. */
final class BadFields {
  private BadFields() {}

  static Map<String, Object> with(String field, Object value) {
    return JobClient.shell("cpu.nano", "echo never", field, value);
  }

  static Map<String, Object> without(String field) {
    Map<String, Object> spec = new HashMap<>(JobClient.shell("cpu.nano", "echo never"));
    spec.remove(field);
    return spec;
  }

  static Stream<Bad> fields() {
    return Stream.of(
        Bad.spec(
            "unknown field",
            with("flavor", "x"),
            400,
            "unknown-field",
            "flavor",
            null,
            "flavour",
            "wallTime"),
        Bad.spec(
            "unknown field inside",
            with("inputs", List.of(Map.of("name", "a", "dataset", "b", "size", 1))),
            400,
            "unknown-field",
            "inputs[0].size",
            null,
            "dataset",
            "model"),
        new Bad(
            "unknown field in YAML",
            "POST",
            "/v1/jobs",
            "application/yaml",
            "name: x\nwalltime: 1h",
            400,
            "unknown-field",
            "walltime",
            null,
            List.of("wallTime")),
        Bad.spec(
            "a word for a number",
            with("nodes", "two"),
            400,
            "invalid-value",
            "nodes",
            "two",
            "whole number"),
        Bad.spec("a fraction of a node", with("nodes", 1.5), 400, "invalid-value", "nodes", "1.5"),
        Bad.spec(
            "an object for a name",
            with("name", Map.of()),
            400,
            "invalid-value",
            "name",
            null,
            "a text"),
        Bad.spec(
            "a list for an object",
            with("environment", List.of("A=b")),
            400,
            "invalid-value",
            "environment",
            null,
            "object"),
        Bad.spec(
            "a text for a list",
            with("inputs", "data"),
            400,
            "invalid-value",
            "inputs",
            null,
            "a list"),
        Bad.spec(
            "a text for an input",
            with("inputs", List.of("data")),
            400,
            "invalid-value",
            "inputs[0]",
            null,
            "an object"),
        Bad.spec(
            "unknown kind",
            with("kind", "dream"),
            400,
            "invalid-value",
            "kind",
            "dream",
            "training",
            "batch",
            "service"),
        Bad.spec(
            "unknown priority",
            with("priority", "urgent"),
            400,
            "invalid-value",
            "priority",
            "urgent",
            "low",
            "normal",
            "high"),
        Bad.spec("no name", without("name"), 400, "invalid-value", "name", null, "required"),
        Bad.spec("no command", without("command"), 400, "invalid-value", "command", null),
        Bad.spec(
            "bad name",
            with("name", "Mein Job!"),
            400,
            "invalid-value",
            "name",
            "Mein Job!",
            "a-z, 0-9 and -"),
        Bad.spec(
            "long name",
            with("name", "a".repeat(64)),
            400,
            "invalid-value",
            "name",
            "a".repeat(64),
            "1 to 63"),
        Bad.spec(
            "empty command",
            with("command", List.of()),
            400,
            "invalid-value",
            "command",
            "[]",
            "list of words"),
        Bad.spec(
            "unknown runtime",
            with("runtime", "cobol"),
            400,
            "invalid-value",
            "runtime",
            "cobol",
            "shell@1",
            "pytorch-cpu@1.13"),
        Bad.spec(
            "unknown flavour",
            with("flavour", "cpu.huge"),
            400,
            "invalid-value",
            "flavour",
            "cpu.huge",
            "cpu.nano",
            "cpu.small"),
        Bad.spec("no nodes", with("nodes", 0), 400, "invalid-value", "nodes", "0", "from 1 to"),
        Bad.spec(
            "too many retries",
            with("retries", 11),
            400,
            "invalid-value",
            "retries",
            "11",
            "from 0 to 10"),
        Bad.spec(
            "no duration",
            with("wallTime", "soon"),
            400,
            "invalid-value",
            "wallTime",
            "soon",
            "30m"),
        Bad.spec(
            "no time",
            with("wallTime", "0s"),
            400,
            "invalid-value",
            "wallTime",
            "0s",
            "more than zero"),
        Bad.spec(
            "too much time",
            with("wallTime", "31d"),
            400,
            "invalid-value",
            "wallTime",
            "31d",
            "30d"),
        Bad.spec(
            "an endless time",
            with("wallTime", "PT99999999999999999999H"),
            400,
            "invalid-value",
            "wallTime",
            "PT99999999999999999999H"),
        Bad.spec(
            "a service that ends",
            with("kind", "service"),
            400,
            "invalid-value",
            "wallTime",
            "PT10M",
            "leave it out"),
        Bad.spec(
            "our variable",
            with("environment", Map.of("PENSTOCK_JOB", "x")),
            400,
            "invalid-value",
            "environment",
            "PENSTOCK_JOB",
            "set by the centre"),
        Bad.spec(
            "an output twice",
            with("outputs", List.of(Map.of("name", "a"), Map.of("name", "a"))),
            400,
            "invalid-value",
            "outputs[1].name",
            "a",
            "another name"),
        Bad.spec(
            "an input of nothing",
            with("inputs", List.of(Map.of("name", "a"))),
            400,
            "invalid-value",
            "inputs[0]",
            "a",
            "dataset or model"));
  }
}
