package dev.penstock.dispatch.forecast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What has come of late, from which is drawn what may come: a stretch of the past is played again,
 * from a random second of it on, so that bursts stay bursts (a block bootstrap; Künsch, 1989).
 */
public final class Arrivals {
  /**
   * A job that came, or may come.
   *
   * @param time when, in seconds
   * @param queue its queue
   * @param cards its cards
   */
  public record Arrival(long time, String queue, int cards) {}

  private final long span;
  private final ArrayDeque<Arrival> recent = new ArrayDeque<>();
  private long first = Long.MAX_VALUE;

  /**
   * Nothing has come yet.
   *
   * @param span for how long what came is remembered, in seconds, 1 or more
   */
  public Arrivals(long span) {
    if (span < 1) {
      throw new IllegalArgumentException("span must be 1 second or more, not %d".formatted(span));
    }
    this.span = span;
  }

  /** A job has come; times never go back. */
  public void came(long now, String queue, int cards) {
    first = Math.min(first, now);
    recent.add(new Arrival(now, queue, cards));
    forget(now);
  }

  /** What may come, from what is known now. */
  public Future from(long now) {
    forget(now);
    long known = Math.min(span, now - first);
    return new Future(new ArrayList<>(recent), now, known);
  }

  private void forget(long now) {
    while (!recent.isEmpty() && recent.peek().time() <= now - span) {
      recent.remove();
    }
  }

  /** Of what came until an instant, futures are made. */
  public static final class Future {
    private final List<Arrival> past;
    private final long now;
    private final long span;

    private Future(List<Arrival> past, long now, long span) {
      this.past = past;
      this.now = now;
      this.span = span;
    }

    /**
     * What comes after now; it never ends unless nothing is known.
     *
     * @param part where in the past it begins, from 0 (its oldest second) to less than 1
     */
    public Iterator<Arrival> beginning(double part) {
      return new Iterator<>() {
        private final long begin = now - span + (long) (part * span);
        private long shift = now - begin;
        private int at = firstAfter(begin);

        @Override
        public boolean hasNext() {
          return span > 0 && !past.isEmpty();
        }

        @Override
        public Arrival next() {
          if (at == past.size()) {
            at = 0;
            shift += span;
          }
          Arrival it = past.get(at++);
          return new Arrival(it.time() + shift, it.queue(), it.cards());
        }
      };
    }

    private int firstAfter(long time) {
      int low = 0;
      int high = past.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (past.get(middle).time() <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
