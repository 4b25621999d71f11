package dev.penstock.cli.shell;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks the person for secrets, which never stand on a command line where others can read them. */
public final class Input {
  private final Shell shell;

  public Input(Shell shell) {
    this.shell = shell;
  }

  /**
   * A secret: the first line of standard input, or asked for on the terminal.
   *
   * @param fromInput whether to read standard input
   * @param question the message that asks
   */
  @SuppressWarnings("SystemConsoleNull") // its documentation still allows null
  public String secret(boolean fromInput, String question) {
    if (fromInput) {
      return firstLine();
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new Failure(ExitCode.USAGE, "error.no-terminal");
    }
    char[] secret = console.readPassword("%s", shell.text(question));
    if (secret == null || secret.length == 0) {
      throw new Failure(ExitCode.USAGE, "error.nothing-given");
    }
    return new String(secret);
  }

  private String firstLine() {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(shell.world().in(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      if (line == null || line.isEmpty()) {
        throw new Failure(ExitCode.USAGE, "error.nothing-given");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
