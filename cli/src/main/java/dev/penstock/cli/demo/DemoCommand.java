package dev.penstock.cli.demo;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the demonstration's story against a server that runs. */
@Command(name = "demo-story", hidden = true)
public final class DemoCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--operator-email",
      paramLabel = "EMAIL",
      defaultValue = "operator@penstock.local")
  String email = "";

  @Option(names = "--operator-password-file", paramLabel = "FILE", required = true)
  Path passwordFile = Path.of("");

  @Option(names = "--sample", paramLabel = "DIR", defaultValue = "samples/digits")
  Path sample = Path.of("");

  @Option(names = "--distributed-sample", paramLabel = "DIR", defaultValue = "samples/distributed")
  Path distributed = Path.of("");

  /** The cluster that the server runs jobs on; the demonstration is another one then. */
  @Option(names = "--slurm-conf", paramLabel = "FILE")
  @Nullable Path slurmConf;

  @Option(names = "--top-up", paramLabel = "YUAN", defaultValue = "100.00")
  BigDecimal topUp = BigDecimal.ZERO;

  @Option(names = "--server-pid", paramLabel = "PID")
  @Nullable Long serverPid;

  public DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Api anonymous = shell.anonymous();
    new ServerWait(shell).await(anonymous, serverPid);
    Centre centre = Centre.signIn(anonymous, email, Files.readString(passwordFile).strip());
    boolean good =
        slurmConf == null
            ? new Story(shell).run(anonymous, centre, topUp, sample)
            : new SlurmStory(shell, SlurmCluster.of(slurmConf))
                .run(anonymous, centre, topUp, sample, distributed);
    return good ? ExitCode.OK : ExitCode.FAILED;
  }
}
