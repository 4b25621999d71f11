package dev.penstock.cli.job;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** When a job that waits is likely to start. */
@Command(name = "when")
public final class WhenCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "JOB")
  String job = "";

  public WhenCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Api api = shell.api();
    new WaitPage(shell).when(api.get(Jobs.address(Jobs.id(api, job), "wait")));
    return ExitCode.OK;
  }
}
