package dev.penstock.engines.local;

import dev.penstock.engines.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Version 1: a hierarchy for each controller. */
record CgroupsV1(Path cpu, Path memory, Path pids, JobUser user) implements Cgroups {
  private static final long PERIOD_MICROS = 100_000;

  static CgroupsV1 open(CgroupLayout layout, String name, JobUser user) throws IOException {
    Map<String, Path> bases = new HashMap<>();
    for (String controller : CgroupLayout.NEEDED) {
      CgroupLayout.Mounted mounted = layout.v1().get(controller);
      if (mounted == null) {
        throw new IOException("the controller " + controller + " is not mounted");
      }
      bases.put(controller, base(mounted, name));
    }
    return new CgroupsV1(
        bases.getOrDefault("cpu", Path.of("")),
        bases.getOrDefault("memory", Path.of("")),
        bases.getOrDefault("pids", Path.of("")),
        user);
  }

  private static Path base(CgroupLayout.Mounted mounted, String name) throws IOException {
    IOException refused = null;
    for (Path parent : List.of(mounted.root(), mounted.own())) {
      try {
        Path base = parent.resolve(name);
        Cgroups.makeFolder(base);
        if (Files.isWritable(base)) {
          return base;
        }
        refused = new IOException(base + " belongs to another user");
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused == null ? new IOException("no place for " + name) : refused;
  }

  @Override
  public void create(String attempt, Limits limits) throws IOException {
    for (Path group : groups(attempt)) {
      Cgroups.makeFolder(group);
      user.own(group.resolve("cgroup.procs"));
    }
    long quota = Math.max(1000, limits.milliCores() * PERIOD_MICROS / 1000);
    write(cpu.resolve(attempt).resolve("cpu.cfs_quota_us"), quota);
    write(memory.resolve(attempt).resolve("memory.limit_in_bytes"), limits.memoryBytes());
    Path swap = memory.resolve(attempt).resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(swap)) {
      write(swap, limits.memoryBytes());
    }
    write(pids.resolve(attempt).resolve("pids.max"), (long) limits.processes() + OVERHEAD);
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, Long.toString(value));
  }

  @Override
  public List<Path> groups(String attempt) {
    return Stream.of(cpu, memory, pids)
        .map(base -> base.resolve(attempt))
        .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new))
        .stream()
        .toList();
  }

  @Override
  public Hits hits(String attempt) {
    return new Hits(
        Cgroups.value(memory.resolve(attempt).resolve("memory.oom_control"), "oom_kill").orElse(0),
        Cgroups.value(pids.resolve(attempt).resolve("pids.events"), "max").orElse(0));
  }

  @Override
  public List<Long> processes(String attempt) {
    return Cgroups.processesIn(pids.resolve(attempt));
  }

  @Override
  public boolean remove(String attempt) {
    boolean all = true;
    for (Path group : groups(attempt)) {
      all &= Cgroups.removeFolder(group);
    }
    return all;
  }

  @Override
  public String problem() {
    return "";
  }
}
