package dev.penstock.shared;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that sort by the time of their making (UUID version 7, RFC 9562). */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  /** The next id; ids of one process strictly increase. */
  public static UUID next() {
    // 48 bits of milliseconds and 12 of a counter in one number, so that it can only go up
    long now = System.currentTimeMillis() << 12;
    long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long most = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFF);
    long least = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  /** When an id of ours was made, to the millisecond. */
  public static Instant madeAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  /** What every id that was made then or later is not less than. */
  public static UUID leastOf(Instant then) {
    long millis = Math.clamp(then.getEpochSecond(), 0, 1L << 37) * 1000 + then.getNano() / 1000000;
    return new UUID((millis << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  /**
   * Reads an id of the given kind.
   *
   * @throws ProblemException not found, when the text is not a UUID
   */
  public static UUID parse(String kind, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw Problems.notFound(kind, text);
    }
  }
}
