package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds the options of {@code bwrap} for one job. It runs in the namespace of file descriptor 9.
 */
final class SandboxCommand {
  /** What belongs to the system beside {@code /usr}: links into it, or folders on older systems. */
  private static final List<String> SYSTEM =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

  /** Never taken from a runtime's folder: the sandbox has its own. */
  private static final List<String> OWN = List.of("proc", "sys", "dev", "tmp", "run", "job");

  private final List<String> options = new ArrayList<>();

  SandboxCommand() {
    // Not --unshare-all: that would make another user namespace.
    add("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup");
    add("--userns", "9", "--die-with-parent", "--new-session", "--cap-drop", "ALL");
    add("--hostname", "job", "--clearenv");
  }

  SandboxCommand host(Path etc, List<Path> extra) throws IOException {
    readOnly(Path.of("/usr"), "/usr");
    for (String name : SYSTEM) {
      entry(Path.of(name), name);
    }
    readOnly(etc, "/etc");
    add("--ro-bind-try", "/etc/alternatives", "/etc/alternatives");
    for (Path path : extra) {
      readOnly(path, path.toString());
    }
    return this;
  }

  /** A runtime's own tree, entry by entry: bwrap can't make mount points in a read-only root. */
  SandboxCommand folder(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (!OWN.contains(name)) {
          entry(entry, "/" + name);
        }
      }
    }
    return this;
  }

  private void entry(Path source, String target) throws IOException {
    if (Files.isSymbolicLink(source)) {
      add("--symlink", Files.readSymbolicLink(source).toString(), target);
    } else if (Files.exists(source)) {
      readOnly(source, target);
    }
  }

  /**
   * The kernel's own file systems and a private {@code /tmp}, none larger than the job's memory.
   */
  SandboxCommand kernel(long memoryBytes) {
    String size = Long.toString(memoryBytes);
    add("--proc", "/proc", "--dev", "/dev");
    add("--perms", "1777", "--size", size, "--tmpfs", "/dev/shm");
    return add("--size", size, "--tmpfs", "/tmp");
  }

  SandboxCommand readOnly(Path source, String target) {
    return add("--ro-bind", source.toString(), target);
  }

  SandboxCommand writable(Path source, String target) {
    return add("--bind", source.toString(), target);
  }

  SandboxCommand device(Path node) {
    return add("--dev-bind-try", node.toString(), node.toString());
  }

  SandboxCommand environment(Map<String, String> variables) {
    variables.forEach((name, value) -> add("--setenv", name, value));
    return this;
  }

  /** The options, complete: what is not a mount is read-only. */
  List<String> finish(String workingDirectory) {
    add("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", workingDirectory);
    return List.copyOf(options);
  }

  private SandboxCommand add(String... words) {
    options.addAll(List.of(words));
    return this;
  }
}
