package dev.penstock.engines;

import java.nio.file.Path;
import java.util.List;

/** What a job sees as its file system, always read-only. */
public sealed interface RuntimeRoot {

  /**
   * The host's own programs and libraries ({@code /usr} and what belongs to it).
   *
   * @param extra further folders or files of the host, seen at the same path
   */
  record Host(List<Path> extra) implements RuntimeRoot {
    public Host {
      extra = List.copyOf(extra);
    }
  }

  /** An unpacked file system tree. */
  record Folder(Path root) implements RuntimeRoot {}

  /** A container image, for engines that pull images. */
  record Image(String reference) implements RuntimeRoot {}
}
