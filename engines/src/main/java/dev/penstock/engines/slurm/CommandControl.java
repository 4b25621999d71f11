package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slurm through its commands on this host, where no slurmrestd runs. Jobs are handed over as the
 * user that they run as, so that this process must be root, or be that user.
 */
final class CommandControl implements SlurmControl {
  private static final long SECONDS = 60;

  /** What the commands say when they could not reach a daemon. */
  private static final Pattern LOST =
      Pattern.compile(
          "(?i)unable to contact|connect failure|timed out|connection refused|slurmdbd|backup controller|standby");

  private final @Nullable Path slurmConf;
  private final String mark;
  private final String self;

  CommandControl(@Nullable Path slurmConf, String mark) {
    this.slurmConf = slurmConf;
    this.mark = mark;
    this.self = System.getProperty("user.name", "");
  }

  @Override
  public long submit(Submission job) {
    List<String> command = new ArrayList<>();
    if (!job.user().equals(self)) {
      command.addAll(
          List.of("setpriv", "--reuid=" + job.user(), "--regid=" + job.user(), "--init-groups"));
    }
    command.addAll(CommandLines.sbatch(job));
    Commands.Result result = Commands.run(command, environment(), job.script(), SECONDS);
    String answer = result.output().strip();
    if (result.code() == 0 && answer.matches("\\d+(;.*)?")) {
      return Long.parseLong(answer.replaceFirst(";.*", ""));
    }
    if (result.code() == 0 || LOST.matcher(result.error()).find()) {
      throw lost("sbatch", result);
    }
    throw new Refused(result.error().strip());
  }

  @Override
  public List<SlurmJob> jobs() {
    return CommandLines.jobs(run(CommandLines.SQUEUE).output(), mark);
  }

  @Override
  public List<SlurmJob> records(Instant from, Instant to, List<String> names) {
    return CommandLines.jobs(run(CommandLines.sacct(from, to, names)).output(), mark);
  }

  @Override
  public void signal(long job, String name, String signal) {
    List<String> command =
        List.of("scancel", "--name=" + name, "--signal=" + signal, "--full", Long.toString(job));
    Commands.Result result = Commands.run(command, environment(), "", SECONDS);
    if (result.code() != 0 && LOST.matcher(result.error()).find()) {
      throw lost("scancel", result);
    }
  }

  @Override
  public List<SlurmNode> nodes() {
    return CommandLines.nodes(run(List.of("scontrol", "-o", "show", "nodes")).output());
  }

  @Override
  public void account(Account account, String user) {
    String parent = account.parent();
    make("account", parent, "Description=penstock", "Organization=penstock", "Parent=root");
    make(
        "account",
        account.name(),
        "Description=penstock",
        "Organization=penstock",
        "Parent=" + parent);
    make("user", user, "Account=" + account.name(), "DefaultAccount=" + account.name());
  }

  private void make(String kind, String name, String... settings) {
    List<String> command = new ArrayList<>(List.of("sacctmgr", "-i", "add", kind, name));
    command.addAll(List.of(settings));
    Commands.Result result = Commands.run(command, environment(), "", SECONDS);
    // it ends with 1 when nothing new was to be added
    if (result.code() != 0
        && !(result.output() + result.error()).contains("already exist")
        && !result.output().contains("Nothing new added")) {
      throw lost("sacctmgr", result);
    }
  }

  private Commands.Result run(List<String> command) {
    Commands.Result result = Commands.run(command, environment(), "", SECONDS);
    if (result.code() != 0) {
      throw lost(command.getFirst(), result);
    }
    return result;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TZ", "UTC");
    environment.put("SLURM_TIME_FORMAT", "standard");
    if (slurmConf != null) {
      environment.put("SLURM_CONF", slurmConf.toString());
    }
    return environment;
  }

  private static EngineException lost(String command, Commands.Result result) {
    String said = (result.error() + result.output()).strip();
    return new EngineException(
        Blame.PLATFORM, "%s ended with %d: %s".formatted(command, result.code(), said));
  }
}
