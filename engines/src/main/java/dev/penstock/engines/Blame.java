package dev.penstock.engines;

/** Whose fault a failure is; what is not the user's is never charged. */
public enum Blame {
  USER,
  PLATFORM,
  CAPACITY
}
