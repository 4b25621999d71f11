package dev.penstock.engines.local;

import dev.penstock.engines.Card;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.gang.JobEnvironment;
import dev.penstock.engines.gang.RankTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an order into a folder that the launcher can start without asking.
 *
 * @param etc what jobs see as {@code /etc} where they use the host's programs
 * @param empty a folder with nothing in it
 */
record Acceptor(Places places, Path etc, Path empty, Cgroups cgroups, JobUser user) {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The length that the kernel allows for a socket's path, its closing NUL not counted. */
  private static final int LONGEST_SOCKET = 107;

  /** Writes all that the attempt needs into {@code draft}, which is not yet visible to anybody. */
  OrderFacts write(StartOrder order, Path draft) throws IOException {
    Files.createDirectory(draft, PRIVATE);
    String id = order.attempt().toString();
    Path socket = order.service() ? socketFolder(id) : null;
    OrderFacts facts = OrderFacts.of(order, socket);
    Files.writeString(draft.resolve("order"), facts.text());
    work(order, draft.resolve("work"));
    for (Mount mount : order.mounts()) {
      if (mount.writable()) {
        user.ownTree(mount.source());
      }
    }
    List<String> options = options(order, places.attempts().resolve(id).resolve("work"), socket);
    Path args = draft.resolve("args");
    Files.writeString(args, String.join("\0", options) + "\0");
    Path run = draft.resolve("run");
    Files.writeString(run, script(id, order.command()));
    user.own(args);
    user.own(run);
    user.own(draft);
    cgroups.create(id, order.limits());
    return facts;
  }

  private void work(StartOrder order, Path work) throws IOException {
    folder(work);
    folder(work.resolve("tmp"));
    folder(work.resolve("outputs"));
    for (String output : order.outputs()) {
      folder(work.resolve("outputs").resolve(output));
    }
    Path gang = work.resolve(".penstock");
    folder(gang);
    Path hosts = gang.resolve(JobEnvironment.HOSTFILE);
    Files.writeString(hosts, JobEnvironment.hostfile(order.ranks()));
    user.own(hosts);
    if (JobEnvironment.needsRankTable(order.ranks())) {
      Path table = gang.resolve(JobEnvironment.RANK_TABLE);
      Files.writeString(table, RankTable.json(order.ranks()));
      user.own(table);
    }
  }

  private void folder(Path folder) throws IOException {
    Files.createDirectory(folder);
    user.own(folder);
  }

  /**
   * Everybody may write into it, but only the engine's user may enter the folder above. Being
   * sticky and root's, the kernel refuses to follow a link that the job puts there to lure the
   * server to another socket of the host.
   */
  private Path socketFolder(String id) throws IOException {
    Path folder = places.socketFolder(id);
    int length = folder.resolve("service.sock").toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET) {
      throw new IOException(
          "%s is too long for a socket; set java.io.tmpdir to a shorter path".formatted(folder));
    }
    Files.setAttribute(folder, "unix:mode", user.separate() ? 01777 : 0700);
    return folder;
  }

  private List<String> options(StartOrder order, Path work, @Nullable Path socket)
      throws IOException {
    // The kernel's first: what the order mounts may lie below them.
    var sandbox = new SandboxCommand().kernel(order.limits().memoryBytes());
    switch (order.root()) {
      case RuntimeRoot.Host host -> sandbox.host(etc, host.extra());
      case RuntimeRoot.Folder folder -> sandbox.folder(folder.root());
      case RuntimeRoot.Image image -> throw new IllegalArgumentException(image.reference());
    }
    Rank rank = order.ranks().getFirst();
    for (Card card : rank.cards()) {
      Devices.of(card).forEach(sandbox::device);
    }
    if (order.mounts().stream().noneMatch(mount -> mount.target().equals(JobEnvironment.CODE))) {
      sandbox.readOnly(empty, JobEnvironment.CODE);
    }
    sandbox.writable(work, JobEnvironment.WORK);
    for (Mount mount : order.mounts()) {
      if (mount.writable()) {
        sandbox.writable(mount.source(), mount.target());
      } else {
        sandbox.readOnly(mount.source(), mount.target());
      }
    }
    if (socket != null) {
      sandbox.writable(socket, "/run/penstock");
    }
    return sandbox.environment(JobEnvironment.of(order, rank)).finish(JobEnvironment.CODE);
  }

  /** What the launcher's subshell runs in the attempt's folder. */
  private String script(String id, List<String> command) {
    var script = new StringBuilder();
    for (Path group : cgroups.groups(id)) {
      script
          .append("echo 0 >")
          .append(quoted(group.resolve("cgroup.procs").toString()))
          .append(" || exit 125\n");
    }
    // A job can read the environment of its sandbox's first process: no folder of the host in it.
    script.append("unset PWD OLDPWD\nulimit -c 0\nexec bwrap --json-status-fd 3 --args 8 --");
    for (String word : command) {
      script.append(' ').append(quoted(word));
    }
    return script.append(" 8<args\n").toString();
  }

  /** Any text as one word of a shell. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
