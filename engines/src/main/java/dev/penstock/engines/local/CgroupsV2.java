package dev.penstock.engines.local;

import dev.penstock.engines.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Version 2: one hierarchy, with leaves below {@code base}. */
record CgroupsV2(Path base, JobUser user) implements Cgroups {
  private static final String CONTROL = "cgroup.subtree_control";
  private static final String ENABLE = "+cpu +memory +pids";

  static CgroupsV2 open(CgroupLayout layout, String name, JobUser user) throws IOException {
    if (layout.v2().isEmpty()) {
      throw new IOException("no control groups are mounted");
    }
    CgroupLayout.Mounted mounted = layout.v2().getFirst();
    IOException refused = null;
    // Its own group first: that is what systemd delegates; the root is not ours to change there.
    for (Path parent : new LinkedHashSet<>(List.of(mounted.own(), mounted.root()))) {
      try {
        return open(parent, name, user);
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused == null ? new IOException("no place for " + name) : refused;
  }

  static CgroupsV2 open(Path parent, String name, JobUser user) throws IOException {
    enable(parent, name);
    Path base = parent.resolve(name);
    Cgroups.makeFolder(base);
    Files.writeString(base.resolve(CONTROL), ENABLE);
    user.own(base.resolve("cgroup.procs"));
    return new CgroupsV2(base, user);
  }

  /** A group that has processes can't pass controllers on: then they move to a leaf first. */
  private static void enable(Path parent, String name) throws IOException {
    if (List.of(Files.readString(parent.resolve(CONTROL)).trim().split(" ", -1))
        .containsAll(CgroupLayout.NEEDED)) {
      return;
    }
    try {
      Files.writeString(parent.resolve(CONTROL), ENABLE);
    } catch (IOException busy) {
      Path leaf = parent.resolve(name + "-server");
      Cgroups.makeFolder(leaf);
      for (long pid : Cgroups.processesIn(parent)) {
        Files.writeString(leaf.resolve("cgroup.procs"), Long.toString(pid));
      }
      Files.writeString(parent.resolve(CONTROL), ENABLE);
    }
  }

  @Override
  public void adoptLauncher(long pid) {
    Path leaf = base.resolve("launcher");
    try {
      Cgroups.makeFolder(leaf);
      Files.writeString(leaf.resolve("cgroup.procs"), Long.toString(pid));
    } catch (IOException e) {
      LoggerFactory.getLogger(CgroupsV2.class)
          .warn("The launcher stays outside of {}: {}", leaf, e.toString());
    }
  }

  @Override
  public void create(String attempt, Limits limits) throws IOException {
    Path group = base.resolve(attempt);
    Cgroups.makeFolder(group);
    user.own(group.resolve("cgroup.procs"));
    long quota = Math.max(1000, limits.milliCores() * 100);
    Files.writeString(group.resolve("cpu.max"), quota + " 100000");
    Files.writeString(group.resolve("memory.max"), Long.toString(limits.memoryBytes()));
    if (Files.exists(group.resolve("memory.swap.max"))) {
      Files.writeString(group.resolve("memory.swap.max"), "0");
    }
    if (Files.exists(group.resolve("memory.oom.group"))) {
      Files.writeString(group.resolve("memory.oom.group"), "1");
    }
    Files.writeString(group.resolve("pids.max"), Integer.toString(limits.processes() + OVERHEAD));
  }

  @Override
  public List<Path> groups(String attempt) {
    return List.of(base.resolve(attempt));
  }

  @Override
  public Hits hits(String attempt) {
    Path group = base.resolve(attempt);
    return new Hits(
        Cgroups.value(group.resolve("memory.events"), "oom_kill").orElse(0),
        Cgroups.value(group.resolve("pids.events"), "max").orElse(0));
  }

  @Override
  public List<Long> processes(String attempt) {
    return Cgroups.processesIn(base.resolve(attempt));
  }

  @Override
  public boolean remove(String attempt) {
    return Cgroups.removeFolder(base.resolve(attempt));
  }

  @Override
  public String problem() {
    return "";
  }
}
