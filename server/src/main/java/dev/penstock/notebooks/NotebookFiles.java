package dev.penstock.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists what is in a notebook's folder. Its owner may be at work in it and is not trusted: each
 * folder is opened relative to the one above, and no link is followed.
 */
final class NotebookFiles {
  static final int MOST = 1_000;
  private static final int DEEPEST = 32;

  /** What Jupyter keeps for itself. */
  private static final String HIDDEN = ".";

  private final List<NotebookFile> found = new ArrayList<>();
  private boolean more;

  private NotebookFiles() {}

  /**
   * A file of a notebook's folder.
   *
   * @param path relative, with {@code /} between folders
   * @param size in bytes
   */
  record NotebookFile(String path, long size, Instant modifiedAt) {}

  /**
   * The files, by path.
   *
   * @param complete false when there are more than are listed
   */
  record NotebookFolder(List<NotebookFile> items, boolean complete) {}

  /** Lists regular files, hidden ones left out, at most {@link #MOST}. */
  static NotebookFolder list(Path folder) {
    NotebookFiles files = new NotebookFiles();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      // every file system on Linux gives such streams; without them the walk would not be safe
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("the file system of " + folder + " can't be walked safely");
      }
      files.walk(secure, "", 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.found.sort(Comparator.comparing(NotebookFile::path));
    return new NotebookFolder(List.copyOf(files.found), !files.more);
  }

  private void walk(SecureDirectoryStream<Path> folder, String prefix, int depth) {
    for (Path entry : folder) {
      String name = String.valueOf(entry.getFileName());
      if (!name.startsWith(HIDDEN) && !more) {
        try {
          visit(folder, entry.getFileName(), prefix + name, depth);
        } catch (IOException gone) {
          // while we looked: it is not there any more
        }
      }
    }
  }

  private void visit(SecureDirectoryStream<Path> folder, Path name, String path, int depth)
      throws IOException {
    BasicFileAttributes attributes =
        folder
            .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (attributes.isRegularFile()) {
      if (found.size() == MOST) {
        more = true;
      } else {
        found.add(
            new NotebookFile(path, attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
    } else if (attributes.isDirectory() && depth < DEEPEST) {
      try (SecureDirectoryStream<Path> inner =
          folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        walk(inner, path + "/", depth + 1);
      }
    }
  }
}
