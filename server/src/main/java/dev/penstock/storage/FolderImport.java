package dev.penstock.storage;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies a folder that a job wrote, file by file, into the staging folder.
 *
 * <p>Whoever wrote the folder may still be at work in it, and is not trusted: each folder is opened
 * relative to the open one above it and never through a link, so that no trick with names leads out
 * of it. Files are copied, not linked, for the same reason: a link could still be written to.
 */
final class FolderImport {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final int BUFFER = 1 << 17;

  private final Path staging;
  private final Room room;
  private final StorageSettings settings;
  private final List<FileEntry> files = new ArrayList<>();
  private final Map<String, Path> copies = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];

  FolderImport(Path staging, Room room, StorageSettings settings) {
    this.staging = staging;
    this.room = room;
    this.settings = settings;
  }

  /** The files that were found; in no order. */
  List<FileEntry> files() {
    return files;
  }

  /** The copies by SHA-256; equal files have one. */
  Map<String, Path> copies() {
    return copies;
  }

  /**
   * Copies what is in the folder.
   *
   * @param base a folder that nobody else can replace
   * @param folder the folder below it to copy
   * @throws dev.penstock.shared.ProblemException when there is something else than folders and
   *     regular files, a name that a tree can't have, or more than a tree takes
   * @throws IOException when the disk fails
   */
  void copy(Path base, Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(base)) {
      // every file system on Linux gives such streams; without them the walk would not be safe
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("the file system of " + base + " can't be walked safely");
      }
      descend(secure, folder, 0);
    }
  }

  private void descend(SecureDirectoryStream<Path> above, Path folder, int depth)
      throws IOException {
    Path step = folder.getName(depth);
    if (!isFolder(above, step)) {
      throw unusable(
          String.valueOf(folder), "there is no such folder", "write files into a real folder");
    }
    try (SecureDirectoryStream<Path> stream =
        above.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS)) {
      if (depth + 1 < folder.getNameCount()) {
        descend(stream, folder, depth + 1);
      } else {
        walk(stream, "");
      }
    }
  }

  private void walk(SecureDirectoryStream<Path> folder, String prefix) throws IOException {
    for (Path entry : folder) {
      Path name = entry.getFileName();
      String path = prefix + name;
      String objection = Manifest.objection(path);
      if (objection != null) {
        throw unusable(path, "a file can't have this path", objection);
      }
      BasicFileAttributes attributes = attributes(folder, name);
      if (attributes.isDirectory()) {
        try (SecureDirectoryStream<Path> inner =
            folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          walk(inner, path + "/");
        }
      } else if (attributes.isRegularFile()) {
        copyFile(folder, name, path, attributes.size());
      } else {
        throw unusable(
            path,
            attributes.isSymbolicLink() ? "it is a link" : "it is a pipe, a socket or a device",
            "leave regular files and folders only, such as a copy of what a link leads to");
      }
    }
  }

  private void copyFile(SecureDirectoryStream<Path> folder, Path name, String path, long size)
      throws IOException {
    if (files.size() >= settings.maxFiles()) {
      throw Problems.tooLarge(
          "files",
          "more than %d files".formatted(settings.maxFiles()),
          "put many small files into an archive");
    }
    room.require(size, "\"" + path + "\"");
    Path copy = staging.resolve(String.valueOf(files.size()));
    MessageDigest digest = Sha256.digest();
    long copied;
    try (SeekableByteChannel from =
            folder.newByteChannel(
                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        FileChannel to = FileChannel.open(copy, NEW)) {
      copied = copy(from, to, digest, path);
    }
    FileEntry entry = new FileEntry(path, Sha256.hex(digest), copied);
    files.add(entry);
    if (copies.putIfAbsent(entry.sha256(), copy) != null) {
      Files.delete(copy);
    }
  }

  private long copy(SeekableByteChannel from, FileChannel to, MessageDigest digest, String path)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    long copied = 0;
    while (from.read(bytes.clear()) >= 0) {
      bytes.flip();
      copied += bytes.remaining();
      if (copied > settings.maxBlobBytes()) {
        throw Problems.tooLarge(
            path, copied + " bytes and more", "a file may have " + settings.maxBlobBytes());
      }
      digest.update(bytes.duplicate());
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    }
    return copied;
  }

  private static boolean isFolder(SecureDirectoryStream<Path> above, Path name) throws IOException {
    try {
      return attributes(above, name).isDirectory();
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static ProblemException unusable(String path, String detail, String hint) {
    return Problems.unprocessable("unusable-file", "path", path, path + ": " + detail, hint);
  }
}
