package dev.penstock.replica;

import java.util.Arrays;
import java.util.List;

/**
 * What a request is for.
 *
 * @param model the model's name as the client wrote it; empty where there is none
 * @param version likewise the version
 */
record Target(Kind kind, String model, String version) {
  enum Kind {
    SERVER("GET"),
    LIVE("GET"),
    READY("GET"),
    MODEL("GET"),
    MODEL_READY("GET"),
    INFER("POST");

    private final String method;

    Kind(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }
  }

  /**
   * @throws Refusal 404 for a path that leads nowhere
   */
  static Target of(String path) {
    List<String> parts = Arrays.asList(path.substring(1).split("/", -1));
    if (parts.contains("") || !parts.getFirst().equals("v2")) {
      throw nowhere(path);
    }
    if (parts.size() == 1) {
      return new Target(Kind.SERVER, "", "");
    }
    return switch (parts.get(1)) {
      case "health" -> health(path, parts.subList(2, parts.size()));
      case "models" -> model(path, parts.subList(2, parts.size()));
      default -> throw nowhere(path);
    };
  }

  private static Target health(String path, List<String> rest) {
    if (rest.equals(List.of("live"))) {
      return new Target(Kind.LIVE, "", "");
    }
    if (rest.equals(List.of("ready"))) {
      return new Target(Kind.READY, "", "");
    }
    throw nowhere(path);
  }

  private static Target model(String path, List<String> rest) {
    if (rest.isEmpty()) {
      throw nowhere(path);
    }
    String model = rest.getFirst();
    List<String> after = rest.subList(1, rest.size());
    String version = "";
    if (after.size() >= 2 && after.getFirst().equals("versions")) {
      version = after.get(1);
      after = after.subList(2, after.size());
    }
    if (after.isEmpty()) {
      return new Target(Kind.MODEL, model, version);
    }
    if (after.equals(List.of("ready"))) {
      return new Target(Kind.MODEL_READY, model, version);
    }
    if (after.equals(List.of("infer"))) {
      return new Target(Kind.INFER, model, version);
    }
    throw nowhere(path);
  }

  private static Refusal nowhere(String path) {
    return new Refusal(
        404,
        "There is nothing at %s; a model is at /v2/models/{name}, /v2/models/{name}/ready and /v2/models/{name}/infer."
            .formatted(path));
  }
}
