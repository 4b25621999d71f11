package dev.penstock.storage;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A lock for each key, made when needed and forgotten when nobody wants it. */
final class KeyedLocks<K> {
  private record Entry(ReentrantLock lock, int wanting) {}

  /** A lock that is had; closing gives it back. */
  final class Held implements AutoCloseable {
    private final K key;
    private final ReentrantLock lock;

    private Held(K key, ReentrantLock lock) {
      this.key = key;
      this.lock = lock;
    }

    @Override
    public void close() {
      lock.unlock();
      leave(key);
    }
  }

  private final ConcurrentHashMap<K, Entry> entries = new ConcurrentHashMap<>();

  /** Takes the key's lock, waiting that long at most; null when somebody else keeps it. */
  @Nullable Held take(K key, Duration wait) {
    ReentrantLock lock = want(key);
    boolean taken = false;
    try {
      taken = lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!taken) {
        leave(key);
      }
    }
    return taken ? new Held(key, lock) : null;
  }

  private ReentrantLock want(K key) {
    return entries.merge(
            key,
            new Entry(new ReentrantLock(), 1),
            (old, fresh) -> new Entry(old.lock, old.wanting + 1))
        .lock;
  }

  private void leave(K key) {
    entries.computeIfPresent(
        key, (same, old) -> old.wanting == 1 ? null : new Entry(old.lock, old.wanting - 1));
  }
}
