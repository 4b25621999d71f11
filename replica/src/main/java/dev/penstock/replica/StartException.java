package dev.penstock.replica;

import java.io.Serial;

/** The program cannot start as it was asked to; the message says what to change. */
final class StartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
