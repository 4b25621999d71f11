package dev.penstock.cli.api;

import java.time.Duration;

/** Waits; a test gives one that does not. */
@FunctionalInterface
public interface Pause {
  void pause(Duration time);

  /** Sleeps. An interrupt ends the sleep and stays set. */
  static Pause sleeping() {
    return time -> {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
