package dev.penstock.jobs;

/**
 * Is told when an attempt passes a point at which the loss of the server must do no harm. Nothing
 * in production listens; the crash tests end the process here.
 */
public interface Milestones {
  /** Where the server may be lost. */
  enum Milestone {
    /** The hold is taken and the attempt written, in a transaction that has not committed. */
    HELD,
    /** The decision has committed; the engine has not been told. */
    DECIDED,
    /** The engine has accepted the attempt; the database does not know. */
    TOLD,
    /** The engine has said that the program began; the database does not know. */
    BEGAN,
    /** The engine has said that the program ended; the database does not know. */
    ENDED
  }

  /** What the crash tests put in; named apart so that the default stays one bean. */
  interface Listener {
    /** Called at each milestone; may not return. */
    void reached(Milestone milestone);
  }

  /** Called at each milestone; may not return. */
  void reached(Milestone milestone);
}
