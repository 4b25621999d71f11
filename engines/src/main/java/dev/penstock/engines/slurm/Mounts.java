package dev.penstock.engines.slurm;

import dev.penstock.engines.Mount;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a job's mounts come to its nodes: what lies in the shared folder as it is, all else as a copy
 * in the attempt's folder. A writable copy is brought back when the job has ended.
 */
record Mounts(Path shared) {
  private static final Logger log = LoggerFactory.getLogger(Mounts.class);

  /** The mounts as nodes see them, in the order's order. */
  List<Mount> seen(StartOrder order, AttemptFolder folder, UserPrincipal user) throws IOException {
    List<Mount> seen = new ArrayList<>();
    for (int i = 0; i < order.mounts().size(); i++) {
      Mount mount = order.mounts().get(i);
      seen.add(
          byReference(mount.source(), user)
              ? mount
              : new Mount(copy(folder, i), mount.target(), mount.writable()));
    }
    return seen;
  }

  /** Makes the copies that are missing, and gives to the job what it may write. */
  void stage(StartOrder order, AttemptFolder folder, UserPrincipal user) throws IOException {
    for (int i = 0; i < order.mounts().size(); i++) {
      Mount mount = order.mounts().get(i);
      if (!byReference(mount.source(), user)) {
        log.debug("{} is not in the shared folder: it is copied", mount.source());
        Path copy = copy(folder, i);
        Files.createDirectories(copy.getParent());
        Trees.own(folder.staged(), user);
        Trees.copy(mount.source(), copy, user);
      } else if (mount.writable()) {
        Trees.own(mount.source(), user);
      }
    }
  }

  /** Brings back what the job wrote into copies. */
  void bringBack(StartOrder order, AttemptFolder folder) throws IOException {
    for (int i = 0; i < order.mounts().size(); i++) {
      Path copy = copy(folder, i);
      if (order.mounts().get(i).writable() && Files.exists(copy)) {
        Trees.copy(copy, order.mounts().get(i).source(), null);
      }
    }
  }

  private static Path copy(AttemptFolder folder, int index) {
    return folder.staged().resolve(Integer.toString(index));
  }

  /** Whether it is in the shared folder, and its user can come to it. */
  private boolean byReference(Path source, UserPrincipal user) throws IOException {
    Path path = source.normalize();
    if (!path.startsWith(shared)) {
      return false;
    }
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      var attributes = Files.readAttributes(above, PosixFileAttributes.class);
      if (!attributes.permissions().contains(PosixFilePermission.OTHERS_EXECUTE)
          && !attributes.owner().equals(user)) {
        log.warn(
            "{} is in the shared folder, but {} keeps the user {} out: it is copied for each job. Allow others to pass (chmod o+x {}).",
            source,
            above,
            user.getName(),
            above);
        return false;
      }
    }
    return true;
  }
}
