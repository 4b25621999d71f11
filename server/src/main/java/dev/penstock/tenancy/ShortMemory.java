package dev.penstock.tenancy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was looked up for a short time, the last used so many. What was looked up before a
 * {@link #clear} is never remembered after it.
 */
final class ShortMemory<K, V> {
  private record Kept<V>(V value, Instant until) {}

  private final InstantSource clock;
  private final Duration life;
  private final Map<K, Kept<V>> kept;
  private long generation;

  ShortMemory(InstantSource clock, Duration life, int most) {
    this.clock = clock;
    this.life = life;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
            return size() > most;
          }
        };
  }

  /** The remembered value, or what the look-up finds; what is not found is not remembered. */
  @Nullable V get(K key, Function<K, @Nullable V> lookUp) {
    long before;
    synchronized (this) {
      Kept<V> known = kept.get(key);
      if (known != null && clock.instant().isBefore(known.until)) {
        return known.value;
      }
      before = generation;
    }
    V found = lookUp.apply(key);
    if (found != null) {
      keep(key, found, before);
    }
    return found;
  }

  private synchronized void keep(K key, V value, long lookedUpIn) {
    if (generation == lookedUpIn) {
      kept.put(key, new Kept<>(value, clock.instant().plus(life)));
    }
  }

  /** Whether the key was not marked within the life of a memory; marks it. */
  synchronized boolean isFirst(K key, V mark) {
    Instant now = clock.instant();
    Kept<V> known = kept.get(key);
    if (known != null && now.isBefore(known.until)) {
      return false;
    }
    kept.put(key, new Kept<>(mark, now.plus(life)));
    return true;
  }

  /** Forgets all. */
  synchronized void clear() {
    generation++;
    kept.clear();
  }
}
