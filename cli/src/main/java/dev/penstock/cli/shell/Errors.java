package dev.penstock.cli.shell;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.Problem;
import dev.penstock.cli.api.ProblemException;
import dev.penstock.cli.api.UnreachableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong, and with which exit code the program ends. */
public final class Errors {
  private final Shell shell;
  private final PrintStream err;

  public Errors(Shell shell) {
    this.shell = shell;
    this.err = shell.world().err();
  }

  /** A command that could not do its work. */
  public int execution(Exception exception) throws Exception {
    return switch (exception) {
      case ProblemException e -> problem(e.problem());
      case UnreachableException e -> {
        err.println(shell.text("error.unreachable", e.server(), reason(e)));
        yield ExitCode.UNREACHABLE;
      }
      case Failure e -> {
        err.println(e.text(shell.messages()));
        yield e.code();
      }
      case UncheckedIOException e -> io(e.getCause());
      case IOException e -> io(e);
      default -> throw exception;
    };
  }

  /** A command line that can't be understood. */
  public int parameters(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (exception.getClass() == ParameterException.class && !command.getSubcommands().isEmpty()) {
      err.println(shell.text("error.command", name));
      return ExitCode.USAGE;
    }
    err.println(
        switch (exception) {
          case MissingParameterException e -> shell.text("error.missing", names(e.getMissing()));
          case UnmatchedArgumentException e ->
              shell.text("error.unmatched", String.join(" ", e.getUnmatched()));
          default -> shell.text("error.arguments", exception.getMessage());
        });
    err.println(shell.text("error.see-help", name));
    return ExitCode.USAGE;
  }

  private static String names(List<ArgSpec> missing) {
    return missing.stream()
        .map(each -> each instanceof OptionSpec o ? o.longestName() : each.paramLabel())
        .collect(Collectors.joining(" "));
  }

  private int problem(Problem problem) {
    int code = ExitCode.ofStatus(problem.status());
    if (shell.json()) {
      err.println(Json.pretty(problem.body()));
      return code;
    }
    String title = problem.get("title");
    String detail = problem.get("detail");
    err.println(
        shell.text(
            "problem.title",
            title == null ? shell.text("problem.untitled", problem.status()) : title,
            detail == null ? "" : detail));
    line("problem.field", problem.get("field"));
    line("problem.value", problem.get("value"));
    line("problem.hint", problem.get("hint"));
    line("problem.request", problem.status() >= 500 ? problem.get("requestId") : null);
    if (code == ExitCode.NOT_SIGNED_IN) {
      shell.note("error.not-signed-in");
    }
    return code;
  }

  private void line(String key, @Nullable String value) {
    if (value != null) {
      err.println("  " + shell.text(key, value));
    }
  }

  private int io(@Nullable IOException e) {
    String what = e == null ? "" : e.getMessage();
    String key = e instanceof NoSuchFileException ? "error.no-file" : "error.file";
    err.println(shell.text(key, what));
    return ExitCode.USAGE;
  }

  private static String reason(UnreachableException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? null : cause.getMessage();
    return cause == null ? "" : message == null ? cause.getClass().getSimpleName() : message;
  }
}
