package dev.penstock.live;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.tenancy.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All who listen. It stops before the web server does, so that no stream holds that up. */
@Component
final class Hub implements SmartLifecycle {
  private final LiveSettings settings;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final Map<OrgId, Integer> open = new HashMap<>();
  private volatile boolean running;

  Hub(LiveSettings settings) {
    this.settings = settings;
  }

  /**
   * Begins to listen.
   *
   * @throws ProblemException too many streams (429), when the organisation has as many open as it
   *     may
   */
  Reader join(Caller caller) {
    int most = settings.streamsPerOrganisation();
    synchronized (open) {
      int before = open.getOrDefault(caller.org(), 0);
      if (before >= most) {
        throw tooMany(before, most);
      }
      open.put(caller.org(), before + 1);
    }
    Reader reader = new Reader(caller);
    readers.add(reader);
    if (!running) {
      reader.mailbox().close();
    }
    return reader;
  }

  private static ProblemException tooMany(int open, int most) {
    return new ProblemException(
        new Problem(
            "too-many-streams",
            429,
            "Too many streams",
            "the organisation has %d streams of events open, and may have %d".formatted(open, most),
            "organisation",
            null,
            "close pages that are not looked at, and try again"));
  }

  /** Listens no more. */
  void leave(Reader reader) {
    reader.mailbox().close();
    if (readers.remove(reader)) {
      synchronized (open) {
        open.computeIfPresent(reader.org(), (org, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /** Tells all whom it concerns; never blocks for long. */
  void tell(LiveEvent.Kind kind, @Nullable String id, @Nullable OrgId org) {
    for (Reader reader : readers) {
      reader.offer(kind, id, org);
    }
  }

  /** Has all look at once whether they may still listen. */
  void lookAgain() {
    readers.forEach(reader -> reader.mailbox().nudge());
  }

  /** How many listen. */
  int size() {
    return readers.size();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    readers.forEach(reader -> reader.mailbox().close());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
