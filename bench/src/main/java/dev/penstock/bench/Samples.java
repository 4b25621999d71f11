package dev.penstock.bench;

import java.util.Arrays;

/** Durations of one kind, in milliseconds. */
record Samples(double[] sorted) {

  static Samples of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  /** The value below which this part of the samples lies; nearest rank. */
  double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }
}
