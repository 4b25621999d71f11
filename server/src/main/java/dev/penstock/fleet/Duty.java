package dev.penstock.fleet;

/** What only one of several servers does at a time: the one that decides. */
public interface Duty {

  /** Whether it is this server's; in the open transaction. */
  boolean isMine();
}
