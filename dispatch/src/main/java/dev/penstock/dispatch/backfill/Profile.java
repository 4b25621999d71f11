package dev.penstock.dispatch.backfill;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/** How many processors are free from now on: a step function of time. */
final class Profile {
  private long[] from = new long[16];
  private int[] free = new int[16];
  private int size;

  /** This many are free from {@code now} on, for ever. */
  Profile(long now, int processors) {
    from[0] = now;
    free[0] = processors;
    size = 1;
  }

  /**
   * @param now the profile's beginning
   * @param freeNow how many are free now
   * @param ends how many become free when; what should have become free already counts as free one
   *     second from now
   */
  static Profile of(long now, int freeNow, SortedMap<Long, Integer> ends) {
    Profile profile = new Profile(now, freeNow);
    for (Map.Entry<Long, Integer> it : ends.entrySet()) {
      long at = Math.max(it.getKey(), now + 1);
      int last = profile.size - 1;
      int then = profile.free[last] + it.getValue();
      if (profile.from[last] == at) {
        profile.free[last] = then;
      } else {
        profile.insert(profile.size, at, then);
      }
    }
    return profile;
  }

  /** Whether so many stay free from {@code start} for so long. */
  boolean holds(long start, int processors, long seconds) {
    return earliest(start, processors, seconds) == start;
  }

  /**
   * The first moment, not before {@code notBefore}, from which so many stay free for so long;
   * {@link Long#MAX_VALUE} where there is none.
   */
  long earliest(long notBefore, int processors, long seconds) {
    long start = notBefore;
    for (int i = at(notBefore); i < size; i++) {
      if (free[i] < processors) {
        start = i + 1 < size ? from[i + 1] : Long.MAX_VALUE;
      } else if (i + 1 == size || from[i + 1] - start >= seconds) {
        return start;
      }
    }
    return Long.MAX_VALUE;
  }

  /** So many are no longer free from {@code start} until {@code end}. */
  void take(long start, long end, int processors) {
    if (start >= end) {
      return;
    }
    int first = edge(start);
    int last = edge(end);
    for (int i = first; i < last; i++) {
      free[i] -= processors;
    }
    join(last);
    join(first);
  }

  /** The reverse of {@link #take}. */
  void give(long start, long end, int processors) {
    take(start, end, -processors);
  }

  /** Forgets what was before {@code now}. */
  void forget(long now) {
    int first = at(now);
    size -= first;
    System.arraycopy(from, first, from, 0, size);
    System.arraycopy(free, first, free, 0, size);
    from[0] = Math.max(from[0], now);
  }

  /** How many are free at that moment. */
  int free(long moment) {
    return free[at(moment)];
  }

  /** The step that holds at this moment; the first one also before it. */
  private int at(long moment) {
    int found = Arrays.binarySearch(from, 0, size, moment);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private int edge(long moment) {
    int step = at(moment);
    if (from[step] >= moment) {
      return step;
    }
    insert(step + 1, moment, free[step]);
    return step + 1;
  }

  private void join(int step) {
    if (step > 0 && step < size && free[step] == free[step - 1]) {
      System.arraycopy(from, step + 1, from, step, size - step - 1);
      System.arraycopy(free, step + 1, free, step, size - step - 1);
      size--;
    }
  }

  private void insert(int step, long moment, int processors) {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      free = Arrays.copyOf(free, 2 * size);
    }
    System.arraycopy(from, step, from, step + 1, size - step);
    System.arraycopy(free, step, free, step + 1, size - step);
    from[step] = moment;
    free[step] = processors;
    size++;
  }
}
