package dev.penstock.engines.local;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user namespace that all jobs of one launcher run in, held by a waiting process. Making it
 * once is cheaper than once for each job, lets root choose an unprivileged user for jobs, and
 * forbids jobs further user namespaces (the door to most kernel attacks) at no cost.
 */
final class Namespace implements AutoCloseable {
  /** The user that a job sees itself as. */
  static final int INSIDE = 1000;

  private static final Logger log = LoggerFactory.getLogger(Namespace.class);
  private static final String HOLD =
      """
      echo ready
      read -r go
      echo 0 >/proc/sys/user/max_user_namespaces || echo unlimited
      echo done
      read -r go
      """;

  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  static Namespace create(JobUser user) {
    Process holder = null;
    try {
      holder =
          plain(user.command(Stream.of("unshare", "--user", "--keep-caps", "sh", "-c", HOLD)))
              .start();
      BufferedReader answers = holder.inputReader(StandardCharsets.UTF_8);
      if (!"ready".equals(answers.readLine())) {
        throw new IOException("unshare did not answer");
      }
      map(holder.pid(), user);
      holder.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
      if (!"done".equals(answers.readLine())) {
        log.warn("Jobs can make user namespaces of their own: the kernel refused the limit");
      }
      return new Namespace(holder);
    } catch (IOException e) {
      if (holder != null) {
        holder.destroyForcibly();
      }
      throw new EngineException(
          Blame.PLATFORM,
          "Cannot make the user namespace that jobs run in (%s). Install util-linux and bubblewrap,"
                  .formatted(e.getMessage())
              + " and allow user namespaces (sysctl user.max_user_namespaces, and"
              + " kernel.apparmor_restrict_unprivileged_userns=0 where it exists).",
          e);
    }
  }

  private static void map(long pid, JobUser user) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (!user.separate()) {
      Files.writeString(process.resolve("setgroups"), "deny");
    }
    Files.writeString(process.resolve("uid_map"), user.uidMap(INSIDE));
    Files.writeString(process.resolve("gid_map"), user.gidMap(INSIDE));
  }

  /**
   * A process without the server's environment: jobs can read that of their sandbox's first
   * process.
   */
  static ProcessBuilder plain(java.util.List<String> command) {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"));
    return builder;
  }

  long pid() {
    return holder.pid();
  }

  /** The namespace itself lives on as long as a launcher or a job uses it. */
  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
