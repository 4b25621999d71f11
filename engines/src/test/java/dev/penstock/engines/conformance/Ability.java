package dev.penstock.engines.conformance;

/** What a bed can do to its engine, or can have its engine do. */
public enum Ability {
  /** The engine is there and answers; it may run nothing. */
  ANSWER,
  /** Runs the programs of {@link Program}, all but {@link Program.Script}. */
  RUN,
  /** Runs any shell script. */
  SCRIPT,
  /** Accepts attempts and holds them before their start. */
  HOLD,
  /** Closes the engine and opens another on the same place. */
  RESTART,
  /** Ends the engine's process without a word. */
  KILL,
  /** Takes away what the engine speaks to, and brings it back. */
  AWAY,
  /** Lets minutes pass while it is away. */
  MINUTES,
  /** Loses a node with all that runs there. */
  LOSE_NODE,
  /** Has more than one node. */
  MORE_NODES,
  /** Has the engine's clock differ from that of where its jobs run. */
  SKEW,
  /** Has wall time and grace measured by the clock of where the jobs run. */
  SKEWED_LIMITS,
  /** Runs another installation's attempts at the same place. */
  FOREIGN,
  /** Delivers signals to programs that catch them. */
  SIGNALS,
  MEMORY_LIMIT,
  PROCESS_LIMIT,
  LOG_LIMIT,
  /** Runs gangs of several ranks. */
  GANG,
  /** Mounts folders, and keeps the work folder. */
  FILES,
  /** Services that listen on a socket. */
  SERVICE,
  /** Runs each account as a user of its own. */
  ACCOUNTS
}
