package dev.penstock.serving;

import java.util.Arrays;

/**
 * How long calls took, in buckets that grow by a quarter of a doubling: from a millisecond to five
 * minutes and beyond, exact to a fifth. Two of them add up to what one would have counted.
 */
final class Latencies {
  /** Bucket n holds what took up to 2^(n/4) ms, and more than the bucket before. */
  static final int BUCKETS = 74;

  static final Latencies NONE = new Latencies(new int[0], 0);

  private static final int STEPS_PER_DOUBLING = 4;

  private final int[] buckets;
  private final long maxMillis;

  private Latencies(int[] buckets, long maxMillis) {
    this.buckets = buckets;
    this.maxMillis = maxMillis;
  }

  /** As they were kept. */
  static Latencies of(int[] buckets, long maxMillis) {
    return new Latencies(buckets.clone(), maxMillis);
  }

  /** Calls by bucket, without the empty ones at the end. */
  int[] buckets() {
    return buckets.clone();
  }

  /** The longest; 0 without calls. */
  long maxMillis() {
    return maxMillis;
  }

  /** The same with one more call of so many milliseconds, not negative. */
  Latencies with(long millis) {
    int bucket = bucket(millis);
    int[] more = Arrays.copyOf(buckets, Math.max(buckets.length, bucket + 1));
    more[bucket]++;
    return new Latencies(more, Math.max(maxMillis, millis));
  }

  /** The calls of both. */
  Latencies plus(Latencies other) {
    int[] sum = Arrays.copyOf(buckets, Math.max(buckets.length, other.buckets.length));
    for (int i = 0; i < other.buckets.length; i++) {
      sum[i] += other.buckets[i];
    }
    return new Latencies(sum, Math.max(maxMillis, other.maxMillis));
  }

  /** How many calls. */
  long calls() {
    return Arrays.stream(buckets).asLongStream().sum();
  }

  /**
   * What so many percent of the calls did not exceed, in milliseconds: the bucket's upper end, but
   * never more than the longest call.
   *
   * @param percent more than 0, at most 100
   * @throws IllegalStateException without calls
   */
  long percentile(int percent) {
    long wanted = Math.ceilDiv(calls() * percent, 100L);
    if (wanted == 0) {
      throw new IllegalStateException("there are no calls");
    }
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += buckets[i];
      if (seen >= wanted) {
        return Math.min(upperEnd(i), maxMillis);
      }
    }
    return maxMillis;
  }

  static int bucket(long millis) {
    int low = 0;
    int high = BUCKETS - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (upperEnd(middle) >= millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long upperEnd(int bucket) {
    return bucket == BUCKETS - 1
        ? Long.MAX_VALUE
        : Math.round(Math.pow(2, (double) bucket / STEPS_PER_DOUBLING));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latencies that
        && maxMillis == that.maxMillis
        && Arrays.equals(buckets, that.buckets);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(buckets) + Long.hashCode(maxMillis);
  }

  @Override
  public String toString() {
    return Arrays.toString(buckets) + " up to " + maxMillis + " ms";
  }
}
