package dev.penstock.bench.chaos;

import java.util.Locale;

/** Lines with the time since the beginning. */
final class Say {
  private final long began = System.nanoTime();

  /** Prints a line. */
  synchronized void line(String text) {
    System.out.println(String.format(Locale.ROOT, "[%6.1f s] ", seconds()) + text);
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
