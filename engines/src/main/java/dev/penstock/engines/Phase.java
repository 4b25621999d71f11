package dev.penstock.engines;

/** Where an attempt is in its life; it only moves forward. */
public enum Phase {
  /** Never accepted here, or forgotten. */
  UNKNOWN,
  ACCEPTED,
  RUNNING,
  ENDED
}
