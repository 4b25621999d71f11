package dev.penstock.serving;

import java.time.Instant;
import java.util.List;

/**
 * An endpoint's traffic as the API shows it.
 *
 * @param from the begin of the first minute that was looked at
 * @param to the begin of the last, which is the current one
 * @param calls all of them together
 * @param errors those that were not answered well
 * @param points a minute without calls has none
 */
record TrafficView(Instant from, Instant to, long calls, long errors, List<TrafficPoint> points) {

  /**
   * A minute.
   *
   * @param calls all calls, failed ones included
   * @param errors calls that were refused, timed out or failed
   * @param p50Millis what half the calls did not exceed; exact to a fifth
   * @param maxMillis the longest
   */
  record TrafficPoint(
      Instant at, long calls, long errors, long p50Millis, long p95Millis, long maxMillis) {
    static TrafficPoint of(TrafficMinute it) {
      Latencies took = it.latencies();
      return new TrafficPoint(
          it.minute(),
          took.calls(),
          it.errors(),
          took.percentile(50),
          took.percentile(95),
          took.maxMillis());
    }
  }

  static TrafficView of(Instant from, Instant to, List<TrafficMinute> minutes) {
    return new TrafficView(
        from,
        to,
        minutes.stream().mapToLong(it -> it.latencies().calls()).sum(),
        minutes.stream().mapToLong(TrafficMinute::errors).sum(),
        minutes.stream().map(TrafficPoint::of).toList());
  }
}
