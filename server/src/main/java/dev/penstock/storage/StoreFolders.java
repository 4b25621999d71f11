package dev.penstock.storage;

import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the store keeps what, all in one file system, so that a file moves in one step.
 *
 * <pre>
 *   blobs/ORG/AB/SHA256     finished blobs
 *   uploads/ORG/SHA256      parts of blobs: the length is how far the upload has come
 *   staging/ID              what is being written; nothing refers to it
 *   trees/ORG/HASH          read-only folders of hard links, for mounting
 * </pre>
 */
record StoreFolders(Path root) {

  /** The folders below this root, made where they are missing. */
  static StoreFolders at(Path root) {
    StoreFolders folders = new StoreFolders(root.toAbsolutePath().normalize());
    try {
      for (Path folder :
          List.of(folders.blobs(), folders.uploads(), folders.staging(), folders.trees())) {
        Disk.makeFolder(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the store " + folders.root + " can't be used", e);
    }
    return folders;
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path uploads() {
    return root.resolve("uploads");
  }

  Path uploadsOf(OrgId org) {
    return uploads().resolve(org.toString());
  }

  Path upload(BlobKey key) {
    return uploadsOf(key.org()).resolve(key.sha256());
  }

  Path staging() {
    return root.resolve("staging");
  }

  Path newStaging() {
    return staging().resolve(Ids.next().toString());
  }

  Path trees() {
    return root.resolve("trees");
  }

  Path treesOf(OrgId org) {
    return trees().resolve(org.toString());
  }
}
