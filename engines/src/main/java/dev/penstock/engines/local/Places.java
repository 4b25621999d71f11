package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The engine's folders.
 *
 * @param attempts what was accepted, by id; the launcher's working folder
 * @param drafts what is being accepted
 * @param trash what is forgotten and not yet removed
 * @param sockets short enough a path for unix sockets, hence outside of the engine's folder
 */
record Places(Path folder, Path attempts, Path drafts, Path trash, Path sockets) {

  static Places prepare(Path folder, JobUser user) throws IOException {
    Files.createDirectories(folder);
    String tag = HexFormat.of().toHexDigits(folder.toString().hashCode());
    Path run = Path.of("/run");
    Path shortest =
        user.separate() && Files.isWritable(run)
            ? run
            : Path.of(System.getProperty("java.io.tmpdir"));
    var places =
        new Places(
            folder,
            folder.resolve("attempts"),
            folder.resolve("drafts"),
            folder.resolve("trash"),
            shortest.resolve("penstock-" + tag));
    mode(places.attempts, "rwx--x--x");
    mode(places.drafts, "rwx------");
    mode(places.trash, "rwx------");
    spread(places.drafts);
    return places;
  }

  /**
   * Asks ext4 to spread the folders made here over the disk (its "top of hierarchy" flag). It does
   * not reuse an inode for a minute after its removal; side by side, the search for a free one is
   * soon most of the cost of a short job. Elsewhere the flag is unknown, and nothing is lost.
   */
  private static void spread(Path folder) {
    try {
      int _ =
          new ProcessBuilder("chattr", "+T", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    } catch (IOException noSuchProgram) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void mode(Path folder, String permissions) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  /** Made when the first service needs it. */
  Path socketFolder(String attempt) throws IOException {
    if (!Files.isDirectory(sockets, LinkOption.NOFOLLOW_LINKS)) {
      mode(sockets, "rwx------");
    }
    return Files.createDirectories(sockets.resolve(attempt));
  }

  /** Leaves no empty folder outside of the engine's own. */
  void close() throws IOException {
    try {
      Files.deleteIfExists(sockets);
    } catch (DirectoryNotEmptyException used) {
      // By services that go on.
      return;
    }
  }

  AttemptFolder attempt(UUID id) {
    return new AttemptFolder(attempts.resolve(id.toString()));
  }

  Path heartbeat() {
    return folder.resolve("heartbeat");
  }
}
