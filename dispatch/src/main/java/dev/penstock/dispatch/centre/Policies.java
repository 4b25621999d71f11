package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a centre's policy could be instead, by name: each is the policy that holds with one thing
 * changed, so that a comparison shows what this one thing does.
 */
public final class Policies {
  /** The policy that holds, unchanged. */
  public static final String AS_IS = "as-is";

  private static final long HOUR = 3_600_000;
  private static final int CONSERVATIVE = 50;

  private Policies() {}

  private enum Change {
    /** Within a queue by priority and who came first. */
    FIFO,
    /** Within a queue the shorter first, by up to a day. */
    SHORT_FIRST,
    /** What fits starts; no room is kept for what does not. */
    GREEDY,
    /** Room is kept for the first 50 that find none, rather than for one. */
    CONSERVATIVE,
    /** Nothing is taken back for a guarantee. */
    NO_RECLAIM,
    /** Nothing is moved out of a larger one's way. */
    NO_MOVES,
    /** Shares are by what is used now; past usage does not count. */
    NO_MEMORY;

    String code() {
      return Policies.code(this);
    }
  }

  private static String code(Enum<?> it) {
    return it.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** All names: {@link #AS_IS}, the placings, and the other changes. */
  public static List<String> names() {
    return Stream.of(
            Stream.of(AS_IS),
            Arrays.stream(Packing.values()).map(Packing::code),
            Arrays.stream(Change.values()).map(Change::code))
        .flatMap(it -> it)
        .toList();
  }

  /**
   * The policy of this name.
   *
   * @param asIs what holds now
   * @param mix how often each kind of task comes, for the placings that look ahead
   * @throws IllegalArgumentException naming all
   */
  public static Policy named(String name, Policy asIs, Mix mix) {
    if (name.equals(AS_IS)) {
      return asIs;
    }
    for (Packing it : Packing.values()) {
      if (it.code().equals(name)) {
        return placing(asIs, it.policy(mix, new Random(1)));
      }
    }
    for (Change it : Change.values()) {
      if (it.code().equals(name)) {
        return changed(asIs, it);
      }
    }
    throw new IllegalArgumentException(
        "policy is \"%s\": give one of %s".formatted(name, String.join(", ", names())));
  }

  private static Policy placing(Policy it, Scorer.Policy placing) {
    return new Policy(
        placing,
        it.shortFirst(),
        it.overtaken(),
        it.longestWait(),
        it.halfLife(),
        it.held(),
        it.reclaimAfter(),
        it.stopsPerHour(),
        it.movesAfter());
  }

  private static Policy changed(Policy it, Change change) {
    return new Policy(
        it.placing(),
        switch (change) {
          case FIFO -> 0;
          case SHORT_FIRST -> 1;
          default -> it.shortFirst();
        },
        change == Change.SHORT_FIRST ? Math.max(it.overtaken(), 24 * HOUR) : it.overtaken(),
        it.longestWait(),
        change == Change.NO_MEMORY ? 0 : it.halfLife(),
        switch (change) {
          case GREEDY -> 0;
          case CONSERVATIVE -> CONSERVATIVE;
          default -> it.held();
        },
        change == Change.NO_RECLAIM ? Long.MAX_VALUE : it.reclaimAfter(),
        it.stopsPerHour(),
        change == Change.NO_MOVES ? Long.MAX_VALUE : it.movesAfter());
  }
}
