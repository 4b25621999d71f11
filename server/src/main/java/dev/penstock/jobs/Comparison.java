package dev.penstock.jobs;

import dev.penstock.engines.EngineRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's own books say, held against what we have metered. Times are compared to the
 * microsecond, for ours were told by the same engine.
 *
 * @param equal attempts that have ended, of which both say the same
 * @param waived those of the equal ones of which some time was lost through the platform, and is
 *     not charged
 * @param open attempts that run, or of which one side has not heard the latest yet
 * @param differences in the order of the attempts; an attempt may have two
 */
record Comparison(int equal, int waived, int open, List<Difference> differences) {
  /** What happened that lately may not have come to the other's books yet. */
  static final Duration LATELY = Duration.ofMinutes(10);

  Comparison {
    differences = List.copyOf(differences);
  }

  /** How many attempts differ. */
  int differing() {
    return (int) differences.stream().map(Difference::attempt).distinct().count();
  }

  /**
   * Compares.
   *
   * @param ours attempts that have started
   * @param theirs what never started counts for nothing
   * @param now when both were read
   */
  static Comparison of(Collection<OwnRun> ours, Collection<EngineRecord> theirs, Instant now) {
    Map<UUID, OwnRun> own =
        ours.stream().collect(Collectors.toMap(OwnRun::attempt, Function.identity()));
    Map<UUID, List<EngineRecord>> started =
        theirs.stream()
            .filter(it -> it.startedAt() != null)
            .collect(
                Collectors.groupingBy(EngineRecord::attempt, TreeMap::new, Collectors.toList()));
    Set<UUID> attempts = new TreeSet<>(own.keySet());
    attempts.addAll(started.keySet());
    Sum sum = new Sum(now);
    attempts.forEach(it -> sum.add(it, own.get(it), started.getOrDefault(it, List.of())));
    return new Comparison(sum.equal, sum.waived, sum.open, sum.differences);
  }

  private static final class Sum {
    private final Instant since;
    private final List<Difference> differences = new ArrayList<>();
    private int equal;
    private int waived;
    private int open;

    Sum(Instant now) {
      this.since = now.minus(LATELY);
    }

    void add(UUID attempt, @Nullable OwnRun ours, List<EngineRecord> theirs) {
      if (ours == null || ours.from() == null || (ours.ended() && ours.endedAt() == null)) {
        differs(isLate(ours, theirs), new Difference.MissingHere(attempt, ours, theirs));
      } else if (theirs.isEmpty()) {
        differs(isLate(ours, theirs), new Difference.MissingThere(ours));
      } else if (theirs.size() > 1) {
        differs(false, new Difference.SeveralThere(ours, theirs));
      } else {
        compare(ours, theirs.getFirst());
      }
    }

    private void compare(OwnRun ours, EngineRecord their) {
      boolean cards = ours.hasMetered(their.cards());
      boolean start = Objects.equals(ours.from(), their.startedAt());
      boolean end = Objects.equals(ours.endedAt(), their.endedAt());
      if (!cards) {
        differences.add(new Difference.OtherCards(ours, their));
      }
      if (!start || !end) {
        boolean oneLives = ours.endedAt() == null || their.endedAt() == null;
        differs(
            start && oneLives && isLate(ours, List.of(their)) && cards,
            new Difference.OtherTimes(ours, their));
      } else if (cards && ours.endedAt() == null) {
        open++;
      } else if (cards) {
        equal++;
        waived += ours.waived() ? 1 : 0;
      }
    }

    private void differs(boolean late, Difference difference) {
      if (late) {
        open++;
      } else {
        differences.add(difference);
      }
    }

    /** Whether the latest that is known of it happened lately. */
    private boolean isLate(@Nullable OwnRun ours, List<EngineRecord> theirs) {
      Instant latest = Instant.MIN;
      if (ours != null) {
        latest = later(latest, ours.endedAt() == null ? ours.from() : ours.endedAt());
      }
      for (EngineRecord it : theirs) {
        latest = later(latest, it.endedAt() == null ? it.startedAt() : it.endedAt());
      }
      return latest.isAfter(since);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
      return other != null && other.isAfter(one) ? other : one;
    }
  }
}
