package dev.penstock.storage;

/**
 * One file of a tree.
 *
 * @param path where it lies in the tree: relative, with {@code /} between folders
 * @param sha256 the SHA-256 of its content, 64 lower-case hexadecimal digits
 * @param size its size in bytes, at least 0
 */
public record FileEntry(String path, String sha256, long size) {

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
