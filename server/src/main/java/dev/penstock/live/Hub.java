package dev.penstock.live;

import dev.penstock.shared.Neighbours;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.tenancy.Caller;
import java.util.Arrays;
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
  private static final String WORD = "live";
  private static final String NOTHING = "-";

  private final LiveSettings settings;
  private final Neighbours neighbours;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final Map<OrgId, Integer> open = new HashMap<>();
  private volatile boolean running;

  Hub(LiveSettings settings, Neighbours neighbours) {
    this.settings = settings;
    this.neighbours = neighbours;
    neighbours.listen(this::heard);
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

  /** Tells all whom it concerns, at other servers as well; never blocks for long. */
  void tell(LiveEvent.Kind kind, @Nullable String id, @Nullable OrgId org) {
    neighbours.tell(String.join(" ", WORD, kind.name(), word(id), word(org)));
    tellHere(kind, id, org);
  }

  /** Tells all at this server whom it concerns: what each server finds out by itself. */
  void tellHere(LiveEvent.Kind kind, @Nullable String id, @Nullable OrgId org) {
    for (Reader reader : readers) {
      reader.offer(kind, id, org);
    }
  }

  /** Has all look at once whether they may still listen. */
  void lookAgain() {
    neighbours.tell(WORD);
    lookAgainHere();
  }

  private void lookAgainHere() {
    readers.forEach(reader -> reader.mailbox().nudge());
  }

  private static String word(@Nullable Object part) {
    return part == null ? NOTHING : part.toString();
  }

  /** What another server has told its readers. */
  private void heard(String word) {
    String[] parts = word.split(" ", -1);
    if (word.equals(Neighbours.LOST)) {
      readers.forEach(reader -> reader.mailbox().put(LiveEvent.ALL));
      lookAgainHere();
    } else if (word.equals(WORD)) {
      lookAgainHere();
    } else if (parts.length == 4 && parts[0].equals(WORD)) {
      String id = parts[2].equals(NOTHING) ? null : parts[2];
      OrgId org = parts[3].equals(NOTHING) ? null : OrgId.parse(parts[3]);
      // a newer server may know more kinds
      Arrays.stream(LiveEvent.Kind.values())
          .filter(kind -> kind.name().equals(parts[1]))
          .forEach(kind -> tellHere(kind, id, org));
    }
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
