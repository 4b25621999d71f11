package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.ProblemException;
import dev.penstock.cli.api.UnreachableException;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Waits until a server that was just started answers. */
final class ServerWait {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final Shell shell;

  ServerWait(Shell shell) {
    this.shell = shell;
  }

  /**
   * Returns once the server says that it is ready.
   *
   * @param pid the server's process, when it runs on this machine: its end ends the wait
   * @throws Failure when it does not come up
   */
  void await(Api api, @Nullable Long pid) {
    Instant giveUp = shell.world().clock().instant().plus(STARTS_WITHIN);
    while (!ready(api)) {
      if (pid != null && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new Failure(ExitCode.UNREACHABLE, "demo.server-ended");
      }
      if (shell.world().clock().instant().isAfter(giveUp)) {
        throw new Failure(ExitCode.UNREACHABLE, "demo.server-silent", api.server());
      }
      shell.world().pause().pause(BETWEEN);
    }
  }

  private static boolean ready(Api api) {
    try {
      api.get(Address.of("v2", "health", "ready"));
      return true;
    } catch (UnreachableException | ProblemException notYet) {
      return false;
    }
  }
}
