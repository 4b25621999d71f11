package dev.penstock.cli.shell;

import org.jspecify.annotations.Nullable;

/** Ends the command with a message from the bundle and an exit code. */
public final class Failure extends RuntimeException {
  private final int code;
  private final String key;
  private final transient @Nullable Object[] arguments;

  /**
   * @param code one of {@link ExitCode}
   * @param key names the message
   * @param arguments fill the message's places
   */
  public Failure(int code, String key, @Nullable Object... arguments) {
    super(key, null, false, false);
    this.code = code;
    this.key = key;
    this.arguments = arguments;
  }

  int code() {
    return code;
  }

  String text(Messages messages) {
    return messages.text(key, arguments);
  }
}
