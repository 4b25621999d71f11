package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The socket that a job has put into its folder, if it is one. */
final class Sockets {
  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private Sockets() {}

  static Optional<Path> in(Path folder) {
    Path socket = folder.resolve("service.sock");
    try {
      int mode = (Integer) Files.getAttribute(socket, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return (mode & TYPE) == SOCKET ? Optional.of(socket) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
