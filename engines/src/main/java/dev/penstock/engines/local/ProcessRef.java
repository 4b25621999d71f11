package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process for ever: pids come again, but not with the same start time in the same boot.
 *
 * @param parent its parent's pid when it was read
 * @param startTicks clock ticks since boot
 */
record ProcessRef(long pid, long parent, long startTicks, boolean zombie) {

  /** Reads a line of {@code /proc/<pid>/stat}; the name in it may hold anything. */
  static Optional<ProcessRef> parse(String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 1 || close < open || close + 2 > stat.length()) {
      return Optional.empty();
    }
    String[] rest = stat.substring(close + 1).trim().split(" ", -1);
    if (rest.length < 20) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessRef(
              Long.parseLong(stat.substring(0, open).trim()),
              Long.parseLong(rest[1]),
              Long.parseLong(rest[19]),
              rest[0].equals("Z") || rest[0].equals("X")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<ProcessRef> read(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  boolean alive() {
    return read(pid).filter(now -> now.startTicks == startTicks && !now.zombie).isPresent();
  }
}
