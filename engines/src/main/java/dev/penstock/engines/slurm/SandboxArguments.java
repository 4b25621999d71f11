package dev.penstock.engines.slurm;

import dev.penstock.engines.Mount;
import dev.penstock.engines.gang.JobEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of {@code bwrap} for one job: a file system of its own with {@code /job} in it. The
 * network stays the node's, for gangs need it; users are kept apart by the node itself.
 */
final class SandboxArguments {
  private static final List<String> SYSTEM =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt");

  /** Never taken from a runtime's folder: the sandbox has its own. */
  private static final List<String> TREE =
      List.of(
          "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "etc", "opt", "var", "root",
          "home", "srv");

  private final List<String> words = new ArrayList<>();

  SandboxArguments(long memoryBytes) {
    String size = Long.toString(memoryBytes);
    add("--unshare-user", "--unshare-pid", "--unshare-ipc", "--die-with-parent", "--new-session");
    add("--cap-drop", "ALL", "--clearenv", "--proc", "/proc", "--dev", "/dev");
    add(
        "--perms",
        "1777",
        "--size",
        size,
        "--tmpfs",
        "/dev/shm",
        "--size",
        size,
        "--tmpfs",
        "/tmp");
  }

  /** The node's own programs and libraries; the node decides what of them there is. */
  SandboxArguments host(List<Path> extra) {
    add("--ro-bind", "/usr", "/usr");
    SYSTEM.forEach(path -> add("--ro-bind-try", path, path));
    extra.forEach(path -> add("--ro-bind", path.toString(), path.toString()));
    return this;
  }

  /** A tree that the nodes see under the same path. */
  SandboxArguments folder(Path root) {
    TREE.forEach(name -> add("--ro-bind-try", root.resolve(name).toString(), "/" + name));
    return this;
  }

  SandboxArguments job(List<Mount> mounts, AttemptFolder folder, Path empty) {
    if (mounts.stream().noneMatch(mount -> mount.target().equals(JobEnvironment.CODE))) {
      add("--ro-bind", empty.toString(), JobEnvironment.CODE);
    }
    add("--bind", folder.work().toString(), JobEnvironment.WORK);
    for (Mount mount : mounts) {
      add(mount.writable() ? "--bind" : "--ro-bind", mount.source().toString(), mount.target());
    }
    return this;
  }

  SandboxArguments environment(Map<String, String> variables) {
    words.addAll(variables(variables));
    return this;
  }

  static List<String> variables(Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    variables.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    return words;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  private void add(String... more) {
    words.addAll(List.of(more));
  }
}
