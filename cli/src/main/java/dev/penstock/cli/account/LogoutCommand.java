package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.ProblemException;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Settings;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the session, and forgets the key. */
@Command(name = "logout")
public final class LogoutCommand implements Callable<Integer> {
  private final Shell shell;

  public LogoutCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Settings settings = shell.settings();
    if (settings.key() != null) {
      try {
        shell.api().delete(Address.of("v1", "sessions", "current"));
      } catch (ProblemException expiredOrAKey) {
        // either way there is no session left to end
      }
      shell.save(new Settings(settings.url(), null, settings.project()));
    }
    shell.tell("logout.done");
    return ExitCode.OK;
  }
}
