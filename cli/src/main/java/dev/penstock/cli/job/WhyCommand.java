package dev.penstock.cli.job;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What holds a job that waits, and what would let it start sooner. */
@Command(name = "why")
public final class WhyCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "JOB")
  String job = "";

  public WhyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Api api = shell.api();
    new WaitPage(shell).why(api.get(Jobs.address(Jobs.id(api, job), "wait")));
    return ExitCode.OK;
  }
}
