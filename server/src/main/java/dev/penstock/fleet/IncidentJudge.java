package dev.penstock.fleet;

import static dev.penstock.fleet.IncidentState.ENDED;
import static dev.penstock.fleet.IncidentState.FAULTY;
import static dev.penstock.fleet.IncidentState.HELD;
import static dev.penstock.fleet.IncidentState.WATCHED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a fault is an incident, and when that is over. It is a function of what was decided
 * before and of what is seen now; it has no clock.
 *
 * <p>A fault fences at once. Once it is gone, the fence stays for {@link Rules#wellFor}: most
 * faults that come back do so soon. One that has come {@link Rules#flaps} times within {@link
 * Rules#within} is held until it has been away for {@link Rules#quiet}, or somebody clears it.
 */
final class IncidentJudge {
  /** The most times of faults that are kept: more than any sensible number of flaps. */
  private static final int MOST_FAULTS = 100;

  private final Rules rules;

  IncidentJudge(Rules rules) {
    this.rules = rules;
  }

  /**
   * The patience of the centre.
   *
   * @param wellFor how long a fault must be gone, more than nothing
   * @param flaps how often it comes until it is held, at least 2
   * @param within in what time it comes so often
   * @param quiet how long what is held must be without a fault, at least {@code wellFor}
   */
  record Rules(Duration wellFor, int flaps, Duration within, Duration quiet) {
    Rules {
      check(wellFor.isPositive(), "well-for", wellFor, "more than nothing");
      check(flaps >= 2, "flaps", flaps, "2 or more");
      check(flaps <= MOST_FAULTS, "flaps", flaps, "at most " + MOST_FAULTS);
      check(within.isPositive(), "within", within, "more than nothing");
      check(quiet.compareTo(wellFor) >= 0, "quiet", quiet, "no less than well-for, " + wellFor);
    }

    private static void check(boolean right, String field, Object value, String hint) {
      if (!right) {
        throw new IllegalArgumentException(
            "penstock.fleet.incidents.%s is %s: give %s".formatted(field, value, hint));
      }
    }
  }

  /** What a source says of a subject now. */
  record Sighting(boolean well, Severity severity, String said) {
    static Sighting fault(Severity severity, String said) {
      return new Sighting(false, severity, said);
    }

    static Sighting ofWell() {
      return new Sighting(true, Severity.MINOR, "");
    }
  }

  /**
   * What holds of a subject.
   *
   * @param severity the worst of this incident
   * @param said the source's words when it last saw the fault
   * @param seen when the fault was last seen
   * @param wellSince since when it is gone; null while it is there
   * @param faults when it came, of late, the earliest first
   */
  record Standing(
      IncidentState state,
      Severity severity,
      String said,
      Instant seen,
      @Nullable Instant wellSince,
      List<Instant> faults) {
    Standing {
      faults = List.copyOf(faults);
    }

    boolean isFenced() {
      return state != ENDED;
    }
  }

  /** What has happened. */
  enum Happening {
    /** A fault came, and an incident begins. */
    OPENED,
    /** The fault is gone. */
    GONE,
    /** It is gone once too often, and is held. */
    HELD,
    /** The fault is back. */
    BACK,
    /** The fault has become worse. */
    WORSE,
    /** It stayed away for long enough. */
    ENDED,
    /** An operator said that it is over. */
    CLEARED
  }

  /**
   * What was decided.
   *
   * @param standing what holds from now on; null of what is well and long was
   * @param happening null where nothing has happened
   */
  record Verdict(@Nullable Standing standing, @Nullable Happening happening) {}

  /**
   * Judges what is seen.
   *
   * @param before what held; null of what was well
   * @param now not before what was judged last
   */
  Verdict judge(@Nullable Standing before, Sighting seen, Instant now) {
    if (before == null || before.state == ENDED) {
      return seen.well ? forgotten(before, now) : opened(before, seen, now);
    }
    if (!seen.well) {
      return faulty(before, seen, now);
    }
    return switch (before.state) {
      case FAULTY -> gone(before, now);
      case WATCHED -> well(before, rules.wellFor, now);
      case HELD -> well(before, rules.quiet, now);
      case ENDED -> throw new IllegalStateException("judged above");
    };
  }

  /** An operator says that it is over; what came before counts no more. */
  static Verdict cleared(Standing before) {
    return new Verdict(
        new Standing(ENDED, before.severity, before.said, before.seen, before.wellSince, List.of()),
        Happening.CLEARED);
  }

  private Verdict forgotten(@Nullable Standing before, Instant now) {
    return before == null || late(before.faults, now).isEmpty()
        ? new Verdict(null, null)
        : new Verdict(before, null);
  }

  private Verdict opened(@Nullable Standing before, Sighting seen, Instant now) {
    List<Instant> faults = came(before == null ? List.of() : before.faults, now);
    return new Verdict(
        new Standing(FAULTY, seen.severity, seen.said, now, null, faults), Happening.OPENED);
  }

  private Verdict faulty(Standing before, Sighting seen, Instant now) {
    boolean back = before.state != FAULTY;
    boolean worse = seen.severity.compareTo(before.severity) > 0;
    Standing standing =
        new Standing(
            FAULTY,
            worse ? seen.severity : before.severity,
            seen.said,
            now,
            null,
            back ? came(before.faults, now) : before.faults);
    return new Verdict(standing, back ? Happening.BACK : worse ? Happening.WORSE : null);
  }

  private Verdict gone(Standing before, Instant now) {
    boolean held = late(before.faults, now).size() >= rules.flaps;
    return new Verdict(
        new Standing(
            held ? HELD : WATCHED, before.severity, before.said, before.seen, now, before.faults),
        held ? Happening.HELD : Happening.GONE);
  }

  private static Verdict well(Standing before, Duration needed, Instant now) {
    Instant since = before.wellSince == null ? now : before.wellSince;
    if (now.isBefore(since.plus(needed))) {
      return new Verdict(before, null);
    }
    return new Verdict(
        new Standing(ENDED, before.severity, before.said, before.seen, since, before.faults),
        Happening.ENDED);
  }

  private List<Instant> came(List<Instant> before, Instant now) {
    List<Instant> faults = new ArrayList<>(late(before, now));
    faults.add(now);
    return faults.subList(Math.max(0, faults.size() - MOST_FAULTS), faults.size());
  }

  private List<Instant> late(List<Instant> faults, Instant now) {
    Instant from = now.minus(rules.within);
    return faults.stream().filter(it -> it.isAfter(from)).toList();
  }
}
