package dev.penstock.cli.api;

import java.net.URI;

/** No answer came from the server. */
public final class UnreachableException extends RuntimeException {
  private final transient URI server;

  public UnreachableException(URI server, Throwable cause) {
    super(server + ": " + cause, cause);
    this.server = server;
  }

  public URI server() {
    return server;
  }
}
