package dev.penstock.engines.local;

import dev.penstock.engines.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control groups of attempts; one group (v2) or one for each controller (v1) by attempt. */
sealed interface Cgroups permits CgroupsV1, CgroupsV2, Cgroups.None {

  /** How often a limit was hit. */
  record Hits(long memory, long processes) {
    static final Hits NONE = new Hits(0, 0);
  }

  /** Supervising processes of bwrap that live in the group beside the job's own. */
  int OVERHEAD = 2;

  /** Makes the groups, or sets the limits again when they exist. */
  void create(String attempt, Limits limits) throws IOException;

  /** The folders whose {@code cgroup.procs} the attempt's first process writes itself into. */
  List<Path> groups(String attempt);

  Hits hits(String attempt);

  /** Every process of the attempt, those of bwrap included. */
  List<Long> processes(String attempt);

  /** Whether nothing of the groups is left. */
  boolean remove(String attempt);

  /** Lets the launcher's children enter groups; needed where groups must have a common ancestor. */
  default void adoptLauncher(long pid) {}

  /** Why limits are not enforced; empty when they are. */
  String problem();

  /** The best that this machine and the engine's user offer. */
  static Cgroups find(String installation, JobUser user) {
    Logger log = LoggerFactory.getLogger(Cgroups.class);
    String problem;
    try {
      CgroupLayout layout =
          CgroupLayout.parse(
              Files.readString(Path.of("/proc/self/mountinfo")),
              Files.readString(Path.of("/proc/self/cgroup")));
      String name = "penstock-" + installation;
      Cgroups groups =
          layout.unified()
              ? CgroupsV2.open(layout, name, user)
              : CgroupsV1.open(layout, name, user);
      log.info("Limits are enforced by control groups in {}", groups.groups("*"));
      return groups;
    } catch (IOException e) {
      problem = e.toString();
    }
    String detail =
        "Limits of jobs are not enforced: no control groups can be made here (%s). Run the server as root, or as a systemd service with Delegate=yes."
            .formatted(problem);
    log.warn(detail);
    return new None(detail);
  }

  /** No control groups: limits are not enforced. */
  record None(String problem) implements Cgroups {
    @Override
    public void create(String attempt, Limits limits) {}

    @Override
    public List<Path> groups(String attempt) {
      return List.of();
    }

    @Override
    public Hits hits(String attempt) {
      return Hits.NONE;
    }

    @Override
    public List<Long> processes(String attempt) {
      return List.of();
    }

    @Override
    public boolean remove(String attempt) {
      return true;
    }
  }

  /** The value of {@code key} in a file of lines {@code key value}; empty when there is none. */
  static OptionalLong value(Path file, String key) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(key) && line.startsWith(" ", key.length())) {
          return OptionalLong.of(Long.parseLong(line.substring(key.length() + 1).trim()));
        }
      }
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  static List<Long> processesIn(Path group) {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs")).stream()
          .map(Long::valueOf)
          .filter(pid -> pid > 0)
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  static boolean removeFolder(Path group) {
    try {
      Files.delete(group);
      return true;
    } catch (NoSuchFileException gone) {
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  static void makeFolder(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (java.nio.file.FileAlreadyExistsException kept) {
      // From an earlier start of the same attempt.
      return;
    }
  }
}
