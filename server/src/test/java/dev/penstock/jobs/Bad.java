package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that can't be granted, and what is said of it.
 *
 * @param field the field at fault; null where none is
 * @param value the value it had; null where it had none
 * @param words stand in detail or hint
 */
record Bad(
    String name,
    String method,
    String path,
    String contentType,
    @Nullable String body,
    int status,
    String type,
    @Nullable String field,
    @Nullable String value,
    List<String> words) {
  static Bad text(String name, String contentType, String body, String type, String... words) {
    return new Bad(
        name, "POST", "/v1/jobs", contentType, body, 400, type, null, null, List.of(words));
  }

  static Bad spec(
      String name,
      Map<String, Object> spec,
      int status,
      String type,
      String field,
      @Nullable String value,
      String... words) {
    return new Bad(
        name,
        "POST",
        "/v1/jobs",
        "application/json",
        json(spec),
        status,
        type,
        field,
        value,
        List.of(words));
  }

  static Bad address(
      String method,
      String path,
      int status,
      String type,
      @Nullable String field,
      @Nullable String value,
      String... words) {
    return new Bad(
        method + " " + path,
        method,
        path,
        "application/json",
        null,
        status,
        type,
        field,
        value,
        List.of(words));
  }

  @Override
  public String toString() {
    return name;
  }
}
