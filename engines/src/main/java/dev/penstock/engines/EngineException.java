package dev.penstock.engines;

import org.jspecify.annotations.Nullable;

/** An engine could not do what it was asked. The message says what to do. */
public final class EngineException extends RuntimeException {
  private final Blame blame;

  public EngineException(Blame blame, String message) {
    this(blame, message, null);
  }

  public EngineException(Blame blame, String message, @Nullable Throwable reason) {
    super(message, reason);
    this.blame = blame;
  }

  public Blame blame() {
    return blame;
  }
}
