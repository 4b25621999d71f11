package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/** A problem as it goes over the wire. */
record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable String value,
    @Nullable String hint,
    @Nullable String requestId) {

  static ProblemBody of(Problem problem, @Nullable String requestId) {
    return new ProblemBody(
        "urn:penstock:problem:" + problem.type(),
        problem.title(),
        problem.status(),
        problem.detail(),
        problem.field(),
        problem.value(),
        problem.hint(),
        requestId);
  }
}
