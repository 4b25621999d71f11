package dev.penstock.cli.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One line of a terminal that shows how far something is; draws nothing where there is no terminal.
 * Safe for use by several threads.
 */
public final class ProgressBar implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final int CELLS = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean shown;
  private final int columns;
  private final InstantSource clock;
  private final Instant begun;
  private @Nullable Instant drawn;

  /**
   * @param out usually standard error, so that standard output stays for results
   * @param shown whether {@code out} is a terminal
   * @param columns the terminal's width
   */
  ProgressBar(PrintStream out, boolean shown, int columns, InstantSource clock) {
    this.out = out;
    this.shown = shown;
    this.columns = columns;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** Shows bytes of a whole, with the rate. */
  public void bytes(String label, long done, long total) {
    double seconds = Math.max(0.001, elapsed().toMillis() / 1000.0);
    String tail =
        "%s / %s  %s/s"
            .formatted(Units.bytes(done), Units.bytes(total), Units.bytes((long) (done / seconds)));
    fraction(label, total == 0 ? 1 : (double) done / total, tail);
  }

  /**
   * Shows a part of a whole; drawn at most ten times a second, except the whole itself.
   *
   * @param fraction is taken as 0 below 0 and as 1 above 1
   */
  public synchronized void fraction(String label, double fraction, String tail) {
    double part = Math.clamp(fraction, 0.0, 1.0);
    if (part < 1 && drawnLately()) {
      return;
    }
    int filled = (int) Math.floor(part * CELLS);
    String bar = "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "]";
    draw("%s %s %3d%%  %s".formatted(label, bar, (int) Math.floor(part * 100), tail));
  }

  /** Shows a text instead of a part, where the whole is not known. */
  public synchronized void text(String text) {
    if (!drawnLately()) {
      draw(text);
    }
  }

  /** Takes the line away, so that ordinary output can go on. */
  @Override
  public synchronized void close() {
    if (shown && drawn != null) {
      out.print(CLEAR);
      out.flush();
    }
    drawn = null;
  }

  public Duration elapsed() {
    return Duration.between(begun, clock.instant());
  }

  private boolean drawnLately() {
    return !shown || (drawn != null && clock.instant().isBefore(drawn.plus(BETWEEN)));
  }

  private void draw(String line) {
    if (!shown) {
      return;
    }
    drawn = clock.instant();
    out.print(CLEAR + cut(line));
    out.flush();
  }

  /** A line longer than the terminal would wrap, and leave its first half behind. */
  private String cut(String line) {
    String rest = line;
    while (Width.of(rest) >= columns && !rest.isEmpty()) {
      rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
    }
    return rest;
  }
}
