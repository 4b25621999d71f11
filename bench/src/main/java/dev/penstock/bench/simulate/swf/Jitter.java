package dev.penstock.bench.simulate.swf;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The same trace, slightly shaken: shows whether a result hangs on lucky coincidences. */
final class Jitter {
  /** Each arrival moves by at most this, in seconds. */
  private static final long ARRIVAL = 120;

  /** Each run time changes by at most this part. */
  private static final double RUN_TIME = 0.05;

  private Jitter() {}

  /** The jobs shaken by this seed, by arrival; run times stay within the requested times. */
  static List<SwfJob> of(List<SwfJob> jobs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return jobs.stream()
        .map(
            it -> {
              long moved = it.submitted() + random.nextLong(-ARRIVAL, ARRIVAL + 1);
              double factor = 1 + random.nextDouble(-RUN_TIME, RUN_TIME);
              return new SwfJob(
                  it.id(),
                  Math.max(0, moved),
                  Math.min(it.requested(), Math.round(it.ranFor() * factor)),
                  it.processors(),
                  it.requested(),
                  it.user());
            })
        .sorted(Comparator.comparingLong(SwfJob::submitted))
        .toList();
  }
}
