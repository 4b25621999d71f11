package dev.penstock.storage;

import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/** Makes read-only folders of trees. */
final class Materialiser {
  /** Begins the name of a folder that is not finished. */
  static final String UNFINISHED = ".making-";

  private final StoreFolders folders;
  private final ObjectStore store;

  Materialiser(StoreFolders folders, ObjectStore store) {
    this.folders = folders;
    this.store = store;
  }

  Path folder(OrgId org, String hash) {
    return folders.treesOf(org).resolve(hash);
  }

  /** Makes the tree's folder. When several do at once, the first to finish wins; all are equal. */
  void make(OrgId org, Tree tree) throws IOException {
    Path finished = folder(org, tree.hash());
    Path unfinished = finished.resolveSibling(UNFINISHED + Ids.next());
    try {
      Disk.makeFolder(unfinished);
      fill(unfinished, org, tree);
      Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
      Disk.flush(folders.treesOf(org));
    } catch (IOException e) {
      Disk.remove(unfinished);
      if (!Files.isDirectory(finished)) {
        throw e;
      }
    }
  }

  private void fill(Path root, OrgId org, Tree tree) throws IOException {
    Set<Path> made = new HashSet<>();
    made.add(root);
    for (FileEntry file : tree.files()) {
      Path target = root.resolve(file.path()).normalize();
      if (!target.startsWith(root)) {
        throw new IOException("a path leads out of its tree: " + file.path());
      }
      for (Path above = target.getParent();
          above != null && made.add(above);
          above = above.getParent()) {
        Files.createDirectories(above);
      }
      store.export(new BlobKey(org, file.sha256()), target);
    }
    for (Path folder : made) {
      Disk.flush(folder);
      Disk.makeFolderReadOnly(folder);
    }
  }
}
