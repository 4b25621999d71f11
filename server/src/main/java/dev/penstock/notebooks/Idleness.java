package dev.penstock.notebooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The rule by which a notebook is stopped when nothing happens in it. Pure. */
final class Idleness {
  private static final Duration LONGEST_NOTICE = Duration.ofMinutes(10);

  private Idleness() {}

  /**
   * What Jupyter says of itself.
   *
   * @param busy whether a kernel works
   * @param lastActivity when somebody last did something there
   */
  record Pulse(boolean busy, Instant lastActivity) {}

  /** What is to be done. */
  enum Verdict {
    GO_ON,
    TELL,
    STOP
  }

  /** The notebook with what happened in it; what a notebook says of the future counts as now. */
  static Notebook seen(Notebook notebook, Pulse pulse, Instant now) {
    Instant before = Objects.requireNonNull(notebook.lastActiveAt());
    Instant last = pulse.busy() || pulse.lastActivity().isAfter(now) ? now : pulse.lastActivity();
    return last.isAfter(before) ? notebook.active(last) : notebook;
  }

  /** What is to be done with a notebook that is ready. */
  static Verdict verdict(Notebook notebook, Instant now) {
    Instant stop = Objects.requireNonNull(notebook.stopsAt());
    if (!now.isBefore(stop)) {
      return Verdict.STOP;
    }
    boolean near = !now.isBefore(stop.minus(notice(notebook.idle())));
    return near && !notebook.warned() ? Verdict.TELL : Verdict.GO_ON;
  }

  /** How long before the stop its owner is told: ten minutes, or a third of a short time. */
  private static Duration notice(Duration idle) {
    Duration third = idle.dividedBy(3);
    return third.compareTo(LONGEST_NOTICE) < 0 ? third : LONGEST_NOTICE;
  }
}
