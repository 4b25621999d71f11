package dev.penstock.dispatch.queueing;

/** How much work a job loses when it is evicted. */
@FunctionalInterface
public interface Lost {
  /** Five minutes, whatever its size. */
  Lost FIVE_MINUTES = cards -> 300;

  /** What the peers' simulator charges: 40 s on one node of eight, 60 s on more. */
  Lost FORTY_SECONDS = cards -> cards <= 8 ? 40 : 60;

  /** Seconds lost by a job of so many cards. */
  long seconds(int cards);
}
