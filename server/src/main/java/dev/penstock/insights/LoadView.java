package dev.penstock.insights;

import dev.penstock.insights.LoadSample.CardLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The load over time.
 *
 * @param grainSeconds each point is an average over so many seconds, from its time on
 * @param points the newest last; a time of which nothing is known has none
 */
record LoadView(long grainSeconds, List<LoadPoint> points) {

  /**
   * The load at a time.
   *
   * @param cards by model
   * @param waiting jobs that waited, on average
   * @param running jobs that had a place, on average
   */
  record LoadPoint(
      Instant at,
      long milliCoresUsed,
      long milliCoresTotal,
      long memoryMiBUsed,
      long memoryMiBTotal,
      List<CardLoad> cards,
      double waiting,
      double running) {
    static LoadPoint of(LoadSample it) {
      return new LoadPoint(
          it.at(),
          Math.round(it.milliCoresUsed()),
          Math.round(it.milliCoresTotal()),
          Math.round(it.memoryMiBUsed()),
          Math.round(it.memoryMiBTotal()),
          it.cards().stream()
              .map(
                  card -> new CardLoad(card.model(), readable(card.used()), readable(card.total())))
              .toList(),
          readable(it.waiting()),
          readable(it.running()));
    }

    private static double readable(double figure) {
      return Math.round(figure * 100) / 100.0;
    }
  }

  static LoadView of(Duration grain, List<LoadSample> samples) {
    return new LoadView(grain.toSeconds(), samples.stream().map(LoadPoint::of).toList());
  }
}
