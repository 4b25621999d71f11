package dev.penstock.jobs;

/** The states of an attempt. */
public enum AttemptState {
  /** Decided and paid for; no engine has been told. */
  TO_START,
  /** An engine has accepted it. */
  STARTING,
  /** Its program runs. */
  RUNNING,
  /** Final. */
  ENDED
}
