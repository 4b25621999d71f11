package dev.penstock.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that one reader has not been sent yet. The same event twice is one; and of more than
 * {@link #MOST}, {@link LiveEvent#ALL} is left, so that a reader who is slow costs no memory.
 */
final class Mailbox {
  static final int MOST = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Set<LiveEvent> waiting = new LinkedHashSet<>();
  private boolean nudged;
  private boolean closed;

  /** Puts an event in; never blocks for long. */
  void put(LiveEvent event) {
    lock.lock();
    try {
      if (closed || waiting.contains(LiveEvent.ALL)) {
        return;
      }
      if (event.equals(LiveEvent.ALL) || waiting.size() >= MOST) {
        waiting.clear();
        waiting.add(LiveEvent.ALL);
      } else {
        waiting.add(event);
      }
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets who waits go on without an event. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it: what is in it is dropped, and nothing comes any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes all there is, in the order of their coming; waits for the first.
   *
   * @param patience how long to wait at most
   * @return nothing when none came, or it was nudged or closed
   */
  List<LiveEvent> take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (waiting.isEmpty() && !nudged && !closed && left > 0) {
        left = news.awaitNanos(left);
      }
      nudged = false;
      List<LiveEvent> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while in which further events may come together; ends early when it is closed. */
  void gather(Duration gap) throws InterruptedException {
    lock.lock();
    try {
      long left = gap.toNanos();
      while (!closed && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
