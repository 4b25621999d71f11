package dev.penstock.queues;

import dev.penstock.dispatch.centre.Forward;
import dev.penstock.dispatch.forecast.Calibrator;
import dev.penstock.dispatch.forecast.Calibrator.Corrected;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Holds the first forecast of each job against its start, and corrects what is forecast by how
 * those turned out. Of this server's memory: a new one begins anew, and corrects nothing before
 * twenty jobs with a forecast have started.
 */
final class ForecastBook {
  private static final long SECOND = 1_000;
  private static final double HALF = 0.5;
  private static final double NINTH = 0.9;

  private final Calibrator half = new Calibrator(HALF);
  private final Calibrator ninth = new Calibrator(NINTH);
  private final Map<UUID, First> open = new HashMap<>();
  private long held;
  private long byHalf;
  private long byNinth;

  private record First(long at, Corrected likely, Corrected latest) {}

  /**
   * How forecasts turned out since the server's start.
   *
   * @param started jobs that started and of which there had been a forecast
   * @param byLikely those that had started by the first time that was said to be likely
   * @param byLatest those that had by the time by which nine of ten should
   */
  record Kept(long started, long byLikely, long byLatest) {}

  /**
   * Corrects forecasts, and notes those of which there was none yet.
   *
   * @return the same, corrected; what is beyond what was looked at stays so
   */
  synchronized Map<UUID, Forward.Start> told(Map<UUID, Forward.Start> raw, long now) {
    open.keySet().retainAll(raw.keySet());
    Map<UUID, Forward.Start> told = new HashMap<>();
    raw.forEach(
        (id, it) -> {
          Corrected likely = correct(half, it.likely(), now);
          Corrected latest = correct(ninth, it.latest(), now);
          told.put(
              id,
              new Forward.Start(
                  time(it.likely(), likely.corrected(), now),
                  time(it.latest(), Math.max(likely.corrected(), latest.corrected()), now)));
          if (it.latest() != Long.MAX_VALUE) {
            open.putIfAbsent(id, new First(now, likely, latest));
          }
        });
    return told;
  }

  private static Corrected correct(Calibrator by, long start, long now) {
    return start == Long.MAX_VALUE
        ? new Corrected(Long.MAX_VALUE, Long.MAX_VALUE)
        : by.correct(Math.max(0, start - now) / SECOND);
  }

  private static long time(long raw, long seconds, long now) {
    return raw == Long.MAX_VALUE ? raw : now + seconds * SECOND;
  }

  /** A job has its place; of an array the first of its tasks counts. */
  synchronized void started(UUID entry, Instant at) {
    First first = open.remove(entry);
    if (first != null) {
      long wait = Math.max(0, at.toEpochMilli() - first.at) / SECOND;
      held++;
      byHalf += wait <= first.likely.corrected() ? 1 : 0;
      byNinth += wait <= Math.max(first.likely.corrected(), first.latest.corrected()) ? 1 : 0;
      half.started(first.likely, wait);
      ninth.started(first.latest, wait);
    }
  }

  synchronized Kept kept() {
    return new Kept(held, byHalf, byNinth);
  }
}
