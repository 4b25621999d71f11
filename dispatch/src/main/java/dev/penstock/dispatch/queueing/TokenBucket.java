package dev.penstock.dispatch.queueing;

/** Lets something happen so often a day and no more; what is not used is kept, up to a bound. */
final class TokenBucket {
  private static final double DAY = 86_400;
  private final double perDay;
  private final double most;
  private double tokens;
  private long at = Long.MIN_VALUE;

  /**
   * Full.
   *
   * @param perDay how often a day, more than 0
   * @param most how often at once, 1 or more
   */
  TokenBucket(double perDay, double most) {
    this.perDay = perDay;
    this.most = most;
    tokens = most;
  }

  TokenBucket copy() {
    TokenBucket copy = new TokenBucket(perDay, most);
    copy.tokens = tokens;
    copy.at = at;
    return copy;
  }

  /** When it may happen next: now, or a later second. */
  long readyAt(long now) {
    if (at != Long.MIN_VALUE) {
      tokens = Math.min(most, tokens + (now - at) * perDay / DAY);
    }
    at = now;
    return tokens >= 1 ? now : now + Math.max(1, (long) Math.ceil((1 - tokens) * DAY / perDay));
  }

  /** It happens. */
  void take() {
    tokens -= 1;
  }
}
