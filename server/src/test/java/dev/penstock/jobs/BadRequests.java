package dev.penstock.jobs;

import static dev.penstock.jobs.BadFields.with;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Texts that are no specification, names of what is not there, and addresses. */
final class BadRequests {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  private BadRequests() {}

  static Stream<Bad> texts() {
    return Stream.of(
        Bad.text(
            "malformed JSON", JSON, "{'name': 'x',\n 'runtime' 'shell'}", "malformed", "line 2"),
        Bad.text("half a JSON text", JSON, "{'name': 'x'", "malformed", "not well formed"),
        Bad.text("no body", JSON, "", "malformed", "send"),
        Bad.text("malformed YAML", YAML, "name: \"x\nruntime: shell", "malformed", "line"),
        Bad.text("an empty YAML text", YAML, "", "malformed", "send"));
  }

  static Stream<Bad> references() {
    String hash = "0".repeat(64);
    return Stream.of(
        Bad.spec(
            "missing project",
            with("project", "moon"),
            404,
            "not-found",
            "project",
            "moon",
            "list"),
        Bad.spec(
            "missing dataset",
            with("inputs", List.of(Map.of("name", "data", "dataset", "digitz"))),
            404,
            "not-found",
            "inputs[0].dataset",
            "digitz",
            "digits"),
        Bad.spec(
            "missing version",
            with("inputs", List.of(Map.of("name", "data", "dataset", "digits@7"))),
            404,
            "not-found",
            "inputs[0].dataset",
            "digits@7",
            "1"),
        Bad.spec(
            "missing model",
            with("inputs", List.of(Map.of("name", "m", "model", "nobody"))),
            404,
            "not-found",
            "inputs[0].model",
            "nobody"),
        Bad.spec(
            "missing code",
            with("code", hash),
            400,
            "invalid-value",
            "code",
            hash,
            "/v1/snapshots"),
        Bad.spec(
            "code that is no hash",
            with("code", "./"),
            400,
            "invalid-value",
            "code",
            "./",
            "/v1/snapshots"),
        Bad.spec(
            "too many nodes", with("nodes", 5000), 422, "never-fits", "nodes", "5000", "at most 1"),
        Bad.spec(
            "cards that are not here",
            with("flavour", "ascend.910b.8"),
            422,
            "never-fits",
            "flavour",
            "ascend.910b.8",
            "cpu.nano",
            "cpu.small"),
        Bad.spec(
            "a program in the command",
            with("command", "x".repeat(70_000)),
            413,
            "too-large",
            "command",
            "70009 characters",
            "script"));
  }

  static Stream<Bad> addresses() {
    String id = UUID.randomUUID().toString();
    return Stream.of(
        Bad.address("GET", "/v1/jobs?cursor=%21", 400, "invalid-value", "cursor", "!", "next"),
        Bad.address("GET", "/v1/jobs?limit=0", 400, "invalid-value", "limit", "0", "1 and 500"),
        Bad.address("GET", "/v1/jobs?limit=501", 400, "invalid-value", "limit", "501", "1 and 500"),
        Bad.address(
            "GET", "/v1/jobs?limit=ten", 400, "invalid-value", "limit", "ten", "whole number"),
        Bad.address(
            "GET",
            "/v1/jobs?state=LOST",
            400,
            "invalid-value",
            "state",
            "LOST",
            "queued",
            "failed"),
        Bad.address("GET", "/v1/jobs/" + id, 404, "not-found", "job", id, "spelling"),
        Bad.address("GET", "/v1/jobs/1", 404, "not-found", "job", "1", "spelling"),
        Bad.address("GET", "/v1/jobs/%s/outputs/x/y".formatted(id), 404, "not-found", "job", id),
        Bad.address("POST", "/v1/jobs/%s/cancel".formatted(id), 404, "not-found", "job", id),
        Bad.address("GET", "/v1/jobz", 404, "no-such-address", null, null, "/v1/openapi"),
        Bad.address("DELETE", "/v1/jobs", 405, "http-405", null, null, "/v1/openapi"),
        new Bad(
            "another content type",
            "POST",
            "/v1/jobs",
            "text/csv",
            "a,b",
            415,
            "http-415",
            null,
            null,
            List.of("/v1/openapi")),
        new Bad(
            "a used project",
            "POST",
            "/v1/projects",
            JSON,
            "{'name': 'default'}",
            409,
            "conflict",
            "name",
            "default",
            List.of("another name")),
        new Bad(
            "a used dataset",
            "POST",
            "/v1/datasets",
            JSON,
            "{'name': 'digits'}",
            409,
            "conflict",
            "name",
            "digits",
            List.of("another name")));
  }
}
