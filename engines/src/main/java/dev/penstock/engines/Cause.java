package dev.penstock.engines;

/** Why an attempt ended. */
public enum Cause {
  /** Exit code 0. */
  COMPLETED,
  /** The program's own exit code, not 0. */
  FAILED,
  CANCELLED,
  WALL_TIME,
  MEMORY_LIMIT,
  PROCESS_LIMIT,
  LOG_LIMIT,
  FUNDS,
  DRAIN,
  /** It was stopped as a card of it has a fault. */
  CARD_FAULT,
  /** Its node was lost, or it was stopped for that. */
  NODE_FAULT,
  /** It was stopped so that others find room. */
  PREEMPTED,
  /** The sandbox could not be made; the program did not run. */
  START_FAILED,
  /** The processes vanished without an exit code: a reboot, a power cut, a kill from outside. */
  LOST
}
