package dev.penstock.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Placements a second, out of JMH's results. */
final class KernelSpeeds {
  /** What is measured. */
  enum Subject {
    BEST_FIT("kernel", "policy", "best-fit", "placements_per_second"),
    NODE_VALUE("kernel", "policy", "node-value", "best_placements_per_second"),
    FENZO("fenzo", "", "", "fenzo_placements_per_second"),
    FENZO_FULL("fenzoFull", "", "", "fenzo_full_placements_per_second"),
    YARN("yarn", "", "", "yarn_placements_per_second");

    private final String benchmark;
    private final String parameter;
    private final String value;
    final String figure;

    Subject(String benchmark, String parameter, String value, String figure) {
      this.benchmark = benchmark;
      this.parameter = parameter;
      this.value = value;
      this.figure = figure;
    }

    private boolean is(JsonNode result) {
      return result.path("benchmark").asString("").endsWith("." + benchmark)
          && result.path("params").path(parameter).asString("").equals(value);
    }
  }

  private record Key(Subject subject, int nodes) {}

  private final Map<Key, Double> speeds = new HashMap<>();

  private KernelSpeeds() {}

  static KernelSpeeds read(String json) {
    KernelSpeeds read = new KernelSpeeds();
    for (JsonNode result : JsonMapper.shared().readTree(json)) {
      for (Subject subject : Subject.values()) {
        if (subject.is(result)) {
          int nodes = Integer.parseInt(result.path("params").path("nodes").asString());
          double speed =
              result.path("secondaryMetrics").path("placements").path("score").asDouble();
          read.speeds.put(new Key(subject, nodes), speed);
        }
      }
    }
    return read;
  }

  /** Placements a second, not a number where it could not be measured. */
  double of(Subject subject, int nodes) {
    return speeds.getOrDefault(new Key(subject, nodes), Double.NaN);
  }

  /** What could not be measured on so many nodes. */
  List<String> missing(int nodes) {
    List<String> missing = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      if (Double.isNaN(of(subject, nodes))) {
        missing.add(subject.figure);
      }
    }
    return missing;
  }
}
