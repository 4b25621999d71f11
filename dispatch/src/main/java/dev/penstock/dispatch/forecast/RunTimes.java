package dev.penstock.dispatch.forecast;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long jobs run, from those that have ended and from nothing else: the last ones of the same
 * queue and size that lasted longer than the job has so far, else those of any queue and size.
 *
 * <p>Jobs of a kind that come together last about as long as each other. So within one future all
 * that is drawn for a kind comes from a few that ended one after the other (a moving block
 * bootstrap; Künsch, 1989); drawn each for itself, the futures would be too much alike.
 */
public final class RunTimes {
  /** So many ended jobs are drawn from at most. */
  static final int SAMPLES = 500;

  /** Of them so many, which ended one after the other, in one future. */
  static final int BLOCK = 10;

  /** So many are remembered for each queue and size, and as many of all. */
  static final int MEMORY = 2000;

  /** What is drawn when nothing is known, in seconds: as long again as it has run, or this. */
  static final long UNKNOWN = 3600;

  private record Kind(String queue, int cards) {}

  private final Map<Kind, Past> pasts = new HashMap<>();
  private final Past all = new Past();

  /**
   * A job has ended.
   *
   * @param queue its queue
   * @param cards its cards
   * @param seconds how long it ran, 0 or more
   */
  public void ended(String queue, int cards, long seconds) {
    pasts.computeIfAbsent(new Kind(queue, cards), it -> new Past()).add(seconds);
    all.add(seconds);
  }

  /**
   * How long such a job may still run, the last ended first.
   *
   * @param queue its queue
   * @param cards its cards
   * @param attained how long it has run, in seconds
   * @return seconds from now, 1 or more; at least one value
   */
  public long[] rests(String queue, int cards, long attained) {
    Past past = pasts.get(new Kind(queue, cards));
    long[] rests = beyond(past, attained);
    if (rests.length == 0) {
      rests = beyond(all, attained);
    }
    return rests.length == 0 ? new long[] {Math.max(UNKNOWN, attained)} : rests;
  }

  /**
   * One future: what is drawn in it for the jobs of a kind belongs together.
   *
   * @param seed names it; the same one draws the same
   */
  public static Future future(long seed) {
    return new Future(seed);
  }

  private static long[] beyond(@Nullable Past past, long attained) {
    return past == null ? new long[0] : past.beyond(attained);
  }

  /** Draws run times. */
  public static final class Future {
    private final long seed;
    private final SplittableRandom random;
    private final Map<Kind, Double> places = new HashMap<>();

    private Future(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
    }

    /**
     * One of the rests.
     *
     * @param queue the job's queue
     * @param cards its cards
     * @param rests what {@link RunTimes#rests} gives for it
     */
    public long draw(String queue, int cards, long[] rests) {
      if (rests.length <= BLOCK) {
        return rests[random.nextInt(rests.length)];
      }
      double place = places.computeIfAbsent(new Kind(queue, cards), this::place);
      return rests[(int) (place * (rests.length - BLOCK + 1)) + random.nextInt(BLOCK)];
    }

    private double place(Kind kind) {
      return new SplittableRandom(seed * 31 + kind.hashCode()).nextDouble();
    }
  }

  private static final class Past {
    private long[] seconds = new long[64];
    private int count;

    void add(long value) {
      if (count == seconds.length && seconds.length < MEMORY) {
        seconds = Arrays.copyOf(seconds, Math.min(MEMORY, 2 * seconds.length));
      }
      seconds[count % seconds.length] = value;
      count++;
    }

    long[] beyond(long attained) {
      long[] found = new long[SAMPLES];
      int size = 0;
      int oldest = Math.max(0, count - seconds.length);
      for (int i = count - 1; i >= oldest && size < SAMPLES; i--) {
        long value = seconds[i % seconds.length];
        if (value > attained) {
          found[size++] = value - attained;
        }
      }
      return Arrays.copyOf(found, size);
    }
  }
}
