package dev.penstock.cli.data;

import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files that a path means, in the order of their names.
 *
 * @param files what is uploaded
 * @param links symbolic links that are left out: where they lead may be another on the server
 */
record LocalFiles(List<LocalFile> files, List<String> links) {
  /**
   * One file.
   *
   * @param name relative, with slashes
   * @param size bytes
   */
  record LocalFile(String name, Path path, long size) {}

  long bytes() {
    return files.stream().mapToLong(LocalFile::size).sum();
  }

  /**
   * Finds the files of a folder, or the one file.
   *
   * @throws Failure when there are none
   */
  static LocalFiles of(Path path) {
    try {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      LocalFiles found =
          Files.isDirectory(path)
              ? walk(path)
              : new LocalFiles(
                  List.of(
                      new LocalFile(
                          path.toAbsolutePath().getFileName().toString(), path, Files.size(path))),
                  List.of());
      if (found.files.isEmpty()) {
        throw new Failure(ExitCode.USAGE, "error.empty-folder", path);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalFiles walk(Path top) throws IOException {
    Ignore ignore = Ignore.of(top);
    List<LocalFile> files = new ArrayList<>();
    List<String> links = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(top) && ignore.leavesOut(top.relativize(folder), true)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path relative = top.relativize(file);
            if (ignore.leavesOut(relative, false)) {
              return FileVisitResult.CONTINUE;
            }
            String name = relative.toString().replace('\\', '/');
            if (attributes.isRegularFile()) {
              files.add(new LocalFile(name, file, attributes.size()));
            } else {
              links.add(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(LocalFile::name));
    return new LocalFiles(List.copyOf(files), List.copyOf(links));
  }
}
