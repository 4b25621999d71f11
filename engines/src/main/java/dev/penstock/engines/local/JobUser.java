package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's user that jobs run as. When the engine is root this is another, unprivileged one: a
 * process that is the host's root, even without capabilities, owns the device nodes and much of
 * {@code /proc}.
 *
 * @param uid of the jobs' processes, as the host sees them
 * @param gid likewise
 * @param separate whether it is another user than the engine's
 */
record JobUser(int uid, int gid, boolean separate) {

  static JobUser of(int preferred) throws IOException {
    Path self = Path.of("/proc/self");
    int uid = (Integer) Files.getAttribute(self, "unix:uid");
    int gid = (Integer) Files.getAttribute(self, "unix:gid");
    boolean root = uid == 0 && covers(Files.readString(self.resolve("uid_map")), preferred);
    return root ? new JobUser(preferred, preferred, true) : new JobUser(uid, gid, false);
  }

  /** Whether a {@code uid_map} knows the user: root of a small container can't become it. */
  static boolean covers(String map, int user) {
    return map.lines()
        .map(line -> line.trim().split("\\s+", -1))
        .anyMatch(
            range -> {
              long first = Long.parseLong(range[0]);
              return user >= first && user < first + Long.parseLong(range[2]);
            });
  }

  /**
   * The map of the jobs' namespace. The host's root is in it, so that the sandbox can be made of
   * folders that only root may enter; the job itself has no way to become it.
   */
  String uidMap(int inside) {
    return (separate ? "0 0 1\n" : "") + inside + " " + uid + " 1\n";
  }

  String gidMap(int inside) {
    return (separate ? "0 0 1\n" : "") + inside + " " + gid + " 1\n";
  }

  /** What to put before a command so that it runs as this user. */
  List<String> prefix() {
    return separate
        ? List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups")
        : List.of();
  }

  void own(Path path) throws IOException {
    if (separate) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Gives a whole tree; links themselves, never what they point to. */
  void ownTree(Path root) throws IOException {
    if (!separate) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            own(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            own(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The engine's and the command's words in one list. */
  List<String> command(Stream<String> words) {
    return Stream.concat(prefix().stream(), words).toList();
  }
}
