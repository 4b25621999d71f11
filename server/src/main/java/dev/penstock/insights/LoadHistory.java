package dev.penstock.insights;

import dev.penstock.insights.LoadSample.CardLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Makes fewer points of many samples. */
final class LoadHistory {
  private static final List<Duration> GRAINS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));
  private static final int MOST_POINTS = 400;

  private LoadHistory() {}

  /** How far apart the points of so many hours are: no more than a screen shows apart. */
  static Duration grain(int hours) {
    return GRAINS.stream()
        .filter(grain -> Duration.ofHours(hours).dividedBy(grain) <= MOST_POINTS)
        .findFirst()
        .orElse(GRAINS.getLast());
  }

  /**
   * The averages of the samples of each grain, in their order; a grain without samples has none.
   *
   * @param grain a whole part of a day
   */
  static List<LoadSample> averaged(List<LoadSample> samples, Duration grain) {
    TreeMap<Instant, List<LoadSample>> bins = new TreeMap<>();
    for (LoadSample sample : samples) {
      long seconds = grain.toSeconds();
      long begin = Math.floorDiv(sample.at().getEpochSecond(), seconds) * seconds;
      bins.computeIfAbsent(Instant.ofEpochSecond(begin), at -> new ArrayList<>()).add(sample);
    }
    return bins.entrySet().stream().map(bin -> average(bin.getKey(), bin.getValue())).toList();
  }

  private static LoadSample average(Instant at, List<LoadSample> samples) {
    Map<String, CardLoad> cards = new TreeMap<>();
    for (LoadSample sample : samples) {
      for (CardLoad card : sample.cards()) {
        cards.merge(
            card.model(),
            card,
            (a, b) -> new CardLoad(a.model(), a.used() + b.used(), a.total() + b.total()));
      }
    }
    int count = samples.size();
    return new LoadSample(
        at,
        mean(samples, LoadSample::milliCoresUsed),
        mean(samples, LoadSample::milliCoresTotal),
        mean(samples, LoadSample::memoryMiBUsed),
        mean(samples, LoadSample::memoryMiBTotal),
        cards.values().stream()
            .map(it -> new CardLoad(it.model(), it.used() / count, it.total() / count))
            .toList(),
        mean(samples, LoadSample::waiting),
        mean(samples, LoadSample::running));
  }

  private static double mean(List<LoadSample> samples, ToDoubleFunction<LoadSample> figure) {
    return samples.stream().mapToDouble(figure).average().orElse(0);
  }
}
