package dev.penstock.cli.shell;

/** What the program ends with; scripts rely on these numbers, so they never change. */
public final class ExitCode {
  public static final int OK = 0;

  /** The job failed or was cancelled, or a check of the demonstration failed. */
  public static final int FAILED = 1;

  /** The command line, or a file that it names, is wrong. */
  public static final int USAGE = 2;

  public static final int NOT_SIGNED_IN = 3;

  /** The server refused: 4xx. */
  public static final int REFUSED = 4;

  public static final int NOT_FOUND = 5;

  /** The server does not answer, or answers 5xx. */
  public static final int UNREACHABLE = 6;

  /** The balance does not suffice: 402. */
  public static final int UNPAID = 7;

  private ExitCode() {}

  /** The code for a refusal with this HTTP status. */
  public static int ofStatus(int status) {
    return switch (status) {
      case 401 -> NOT_SIGNED_IN;
      case 402 -> UNPAID;
      case 404 -> NOT_FOUND;
      default -> status >= 500 ? UNREACHABLE : REFUSED;
    };
  }
}
