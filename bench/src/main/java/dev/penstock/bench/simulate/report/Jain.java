package dev.penstock.bench.simulate.report;

import java.util.Arrays;

/**
 * Jain's index of fairness, (sum x)^2 / (n sum x^2): 1 where all get the same, 1/n where one gets
 * all. Jain, Chiu and Hawe (1984), "A quantitative measure of fairness and discrimination".
 */
public final class Jain {
  private Jain() {}

  /** The index over what each gets; 1 where nobody gets anything. */
  public static double of(double[] parts) {
    double sum = Arrays.stream(parts).sum();
    double squares = Arrays.stream(parts).map(it -> it * it).sum();
    return squares == 0 ? 1 : sum * sum / (parts.length * squares);
  }
}
