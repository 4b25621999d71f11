package dev.penstock.engines.kubernetes;

import java.nio.file.Path;

/**
 * Storage that the nodes of the cluster and this program both see. Code, inputs, work folders and
 * checkpoints lie in it.
 */
public sealed interface SharedVolume {

  /** Where this program sees it, absolute. */
  Path seenAt();

  /**
   * A claim of this name in each project's namespace, {@code ReadWriteMany}.
   *
   * @param claim the PersistentVolumeClaim's name
   */
  record Claim(Path seenAt, String claim) implements SharedVolume {
    public Claim {
      seenAt = absolute(seenAt);
    }
  }

  /**
   * An NFS export that the nodes mount.
   *
   * @param server the name or address of the NFS server
   * @param export the exported path
   */
  record Nfs(Path seenAt, String server, String export) implements SharedVolume {
    public Nfs {
      seenAt = absolute(seenAt);
    }
  }

  /**
   * A folder that each node has mounted already. Pod security {@code restricted} and {@code
   * baseline} forbid it.
   *
   * @param path where the nodes see it
   */
  record HostPath(Path seenAt, String path) implements SharedVolume {
    public HostPath {
      seenAt = absolute(seenAt);
    }
  }

  private static Path absolute(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "volume.seenAt \"%s\": give an absolute path".formatted(path));
    }
    return path.normalize();
  }
}
