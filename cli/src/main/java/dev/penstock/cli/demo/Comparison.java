package dev.penstock.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The endpoint's answers beside the job's own.
 *
 * @param pictures how many there are
 * @param right how many the endpoint got right
 * @param same how many the endpoint and the job agree on
 */
record Comparison(int pictures, int right, int same) {
  private static final int DECIMALS = 6;

  /**
   * Compares.
   *
   * @param labels the truth
   * @param endpoint the endpoint's answers, in the labels' order
   * @param job the job's file: {@code predictions}, in the labels' order too
   */
  static Comparison of(List<Integer> labels, List<Integer> endpoint, JsonNode job) {
    JsonNode predictions = job.path("predictions");
    int right = 0;
    int same = 0;
    for (int i = 0; i < labels.size(); i++) {
      int answer = endpoint.get(i);
      right += answer == labels.get(i) ? 1 : 0;
      same += predictions.path(i).asInt(-1) == answer ? 1 : 0;
    }
    return new Comparison(labels.size(), right, same);
  }

  BigDecimal accuracy() {
    return rounded(
        BigDecimal.valueOf(right)
            .divide(BigDecimal.valueOf(Math.max(1, pictures)), DECIMALS, RoundingMode.HALF_UP));
  }

  /** An accuracy with as many decimals as are compared. */
  static BigDecimal rounded(BigDecimal accuracy) {
    return accuracy.setScale(DECIMALS, RoundingMode.HALF_UP);
  }
}
