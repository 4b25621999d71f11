package dev.penstock.dispatch.queueing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Foretells how long a job has still to run, from jobs that have ended and from nothing else: the
 * mean rest of the last ones of the same queue and size that lasted longer than it has run so far.
 */
final class Predictor {
  /** So many ended jobs are asked. */
  static final int SAMPLES = 100;

  /** So many are remembered for each queue and size. */
  static final int MEMORY = 2000;

  /** What is foretold when nothing is known, in seconds. */
  static final double UNKNOWN = 3600;

  private final Map<Long, Past> pasts;
  private final boolean learning;

  Predictor() {
    this(new HashMap<>(), true);
  }

  private Predictor(Map<Long, Past> pasts, boolean learning) {
    this.pasts = pasts;
    this.learning = learning;
  }

  /** One that knows the same and learns nothing; to be used only until this one learns more. */
  Predictor frozen() {
    return new Predictor(pasts, false);
  }

  /** Remembers an ended job's run time, in seconds. */
  void learn(Share queue, int cards, long seconds) {
    if (!learning) {
      return;
    }
    pasts.computeIfAbsent(key(queue, cards), it -> new Past()).add(seconds);
  }

  /** Seconds that the job is likely to run on. */
  double remaining(Task task, long now) {
    long attained = task.attained(now);
    Past past = pasts.get(key(task.queue(), task.cards()));
    double mean = past == null ? -1 : past.meanBeyond(attained);
    // what has outlasted all that is known is as likely to last as long again
    return mean >= 0 ? mean : Math.max(UNKNOWN, (double) attained);
  }

  private static long key(Share queue, int cards) {
    return (long) queue.index() << 32 | cards;
  }

  private static final class Past {
    private long[] seconds = new long[64];
    private int count;

    void add(long value) {
      if (count >= seconds.length && seconds.length < MEMORY) {
        seconds = Arrays.copyOf(seconds, Math.min(MEMORY, 2 * seconds.length));
      }
      seconds[count % seconds.length] = value;
      count++;
    }

    double meanBeyond(long attained) {
      double sum = 0;
      int found = 0;
      int oldest = Math.max(0, count - seconds.length);
      for (int i = count - 1; i >= oldest && found < SAMPLES; i--) {
        long value = seconds[i % seconds.length];
        if (value > attained) {
          sum += value - attained;
          found++;
        }
      }
      return found == 0 ? -1 : sum / found;
    }
  }
}
