package dev.penstock.bench;

import java.io.IOException;
import java.util.List;

/** A server's metrics in the text format of Prometheus, at one time. */
record Metrics(List<String> lines) {

  static Metrics of(Centre operator) throws IOException, InterruptedException {
    return new Metrics(operator.text("/actuator/prometheus").lines().toList());
  }

  /** The sum over the series of this name that have the label; 0 where there are none. */
  double sum(String name, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The mean of a timer's times since then, in its unit. */
  double mean(String timer, Metrics since) throws IOException {
    double count = sum(timer + "_count", "") - since.sum(timer + "_count", "");
    if (count < 1) {
      throw new IOException(timer + " counted nothing");
    }
    return (sum(timer + "_sum", "") - since.sum(timer + "_sum", "")) / count;
  }
}
