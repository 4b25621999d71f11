package dev.penstock.engines.slurm;

import dev.penstock.engines.Mount;
import dev.penstock.engines.gang.JobEnvironment;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where a job's folders really are, for nodes that can't give it {@code /job}. */
final class Paths {
  private Paths() {}

  /** The real folder of the job's code: an empty one where it has none. */
  static Path code(List<Mount> seen, Places places) {
    return seen.stream()
        .filter(mount -> mount.target().equals(JobEnvironment.CODE))
        .map(Mount::source)
        .findFirst()
        .orElse(places.empty());
  }

  /** The variables with real folders in the place of those below {@code /job}. */
  static Map<String, String> real(
      Map<String, String> variables, List<Mount> seen, AttemptFolder folder) {
    List<Mount> longestFirst =
        Stream.concat(seen.stream(), Stream.of(new Mount(folder.work(), JobEnvironment.WORK, true)))
            .sorted(Comparator.comparingInt((Mount mount) -> mount.target().length()).reversed())
            .toList();
    Map<String, String> real = new TreeMap<>();
    variables.forEach((name, value) -> real.put(name, real(value, longestFirst)));
    return real;
  }

  private static String real(String value, List<Mount> longestFirst) {
    for (Mount mount : longestFirst) {
      if (value.equals(mount.target()) || value.startsWith(mount.target() + "/")) {
        return mount.source() + value.substring(mount.target().length());
      }
    }
    return value;
  }
}
