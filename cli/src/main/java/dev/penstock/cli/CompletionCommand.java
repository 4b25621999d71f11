package dev.penstock.cli;

import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in a shell. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh")
  String which = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it calls
  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (!which.equals("bash") && !which.equals("zsh")) {
      throw new Failure(ExitCode.USAGE, "error.shell", which);
    }
    // picocli's script serves both: in zsh it turns bashcompinit on by itself
    shell.world().out().print(AutoComplete.bash("penstock", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
