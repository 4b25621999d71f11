package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Blobs as files: {@code ORG/AB/SHA256}, read-only. */
final class FileObjectStore implements ObjectStore {
  private final Path root;

  FileObjectStore(Path root) {
    this.root = root;
  }

  @Override
  public void put(List<Staged> files) throws IOException {
    // content first, then the names, then the folders that hold the names: a name never stands
    // for bytes that a power cut could take
    for (Staged staged : files) {
      Disk.makeFileReadOnly(staged.file());
      Disk.flush(staged.file());
    }
    Set<Path> folders = new HashSet<>();
    for (Staged staged : files) {
      Path target = path(staged.key());
      if (folders.add(folder(staged.key()))) {
        Disk.makeFolder(folder(staged.key()));
      }
      Files.move(staged.file(), target, StandardCopyOption.ATOMIC_MOVE);
    }
    for (Path folder : folders) {
      Disk.flush(folder);
    }
  }

  @Override
  public OptionalLong size(BlobKey key) throws IOException {
    try {
      return OptionalLong.of(Files.size(path(key)));
    } catch (NoSuchFileException none) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(BlobKey key) throws IOException {
    return Files.newInputStream(path(key));
  }

  @Override
  public void export(BlobKey key, Path target) throws IOException {
    Path blob = path(key);
    try {
      Files.createLink(target, blob);
    } catch (NoSuchFileException missing) {
      throw missing;
    } catch (FileSystemException fullOfLinks) {
      // a file can have 65,000 names on ext4, and a data set of labels has many equal files
      Files.copy(blob, target);
      Disk.makeFileReadOnly(target);
    }
  }

  @Override
  public void delete(BlobKey key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  @Override
  public List<OrgId> organisations() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> OrgId.parse(name(folder))).toList();
    }
  }

  @Override
  public List<BlobKey> olderThan(OrgId org, Instant then) throws IOException {
    Path folder = root.resolve(org.toString());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files =
        Files.find(
            folder,
            2,
            (file, attributes) ->
                attributes.isRegularFile()
                    && BlobKey.isSha256(name(file))
                    && attributes.lastModifiedTime().toInstant().isBefore(then))) {
      return files.map(file -> new BlobKey(org, name(file))).toList();
    }
  }

  private Path path(BlobKey key) {
    return folder(key).resolve(key.sha256());
  }

  private Path folder(BlobKey key) {
    return root.resolve(key.org().toString()).resolve(key.sha256().substring(0, 2));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
