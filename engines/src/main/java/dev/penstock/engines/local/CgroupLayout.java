package dev.penstock.engines.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where control groups are mounted and which ones this process is in.
 *
 * @param v1 mount points of version 1 by controller; empty where version 2 alone is used
 * @param v2 mount point of version 2 and this process's group in it, when there is one
 */
record CgroupLayout(Map<String, Mounted> v1, List<Mounted> v2) {
  static final List<String> NEEDED = List.of("cpu", "memory", "pids");

  /** A hierarchy: where it is mounted, and this process's group as a folder below that. */
  record Mounted(Path root, Path own) {}

  CgroupLayout {
    v1 = Map.copyOf(v1);
    v2 = List.copyOf(v2);
  }

  /** Controllers in version 1 win: in a hybrid layout version 2 is there but controls nothing. */
  boolean unified() {
    return NEEDED.stream().noneMatch(v1::containsKey);
  }

  /**
   * Reads what the kernel tells.
   *
   * @param mountinfo the text of {@code /proc/self/mountinfo}
   * @param own the text of {@code /proc/self/cgroup}
   */
  static CgroupLayout parse(String mountinfo, String own) {
    Map<String, String> groups = new HashMap<>();
    for (String line : own.lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3) {
        Arrays.stream(parts[1].split(",", -1)).forEach(name -> groups.put(name, parts[2]));
      }
    }
    var v1 = new HashMap<String, Mounted>();
    var v2 = new java.util.ArrayList<Mounted>();
    for (String line : mountinfo.lines().toList()) {
      int dash = line.indexOf(" - ");
      if (dash < 0) {
        continue;
      }
      String[] mount = line.substring(0, dash).split(" ", -1);
      String[] system = line.substring(dash + 3).split(" ", -1);
      if (mount.length < 5 || system.length < 3) {
        continue;
      }
      if (system[0].equals("cgroup2")) {
        v2.add(mounted(mount, groups.getOrDefault("", "/")));
      } else if (system[0].equals("cgroup")) {
        for (String controller : system[2].split(",", -1)) {
          if (NEEDED.contains(controller)) {
            v1.put(controller, mounted(mount, groups.getOrDefault(controller, "/")));
          }
        }
      }
    }
    return new CgroupLayout(v1, v2);
  }

  /**
   * In a container the mount shows only a part of the hierarchy, whose name is the mount's root.
   */
  private static Mounted mounted(String[] mount, String group) {
    Path root = Path.of(unescaped(mount[4]));
    String shown = mount[3];
    String below = group.startsWith(shown) ? group.substring(shown.length()) : group;
    Path own = root.resolve(below.replaceFirst("^/+", "")).normalize();
    return new Mounted(root, own.startsWith(root) ? own : root);
  }

  private static String unescaped(String path) {
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
