package dev.penstock.replica;

import java.io.Serial;

/** A request that cannot be answered as asked, with the HTTP status and words for the client. */
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String message) {
    // Thrown for what a client did: a stack trace would tell nothing, and costs.
    super(message, null, false, false);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  int status() {
    return status;
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
