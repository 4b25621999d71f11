package dev.penstock.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store of its own in a folder of the test, on the shared database. */
record TestStore(Parts parts, Uploads uploads, Collector collector, Trees trees) {
  static final StorageSettings SMALL =
      new StorageSettings(0, 1 << 20, 1 << 16, 200, Duration.ofDays(1));

  static TestStore at(
      Path root, StorageSettings settings, Access access, JdbcClient jdbc, Clock clock) {
    Parts parts = Parts.of(root, settings, access, jdbc, clock);
    Uploads uploads = new Uploads(parts);
    Collector collector = new Collector(parts, uploads);
    return new TestStore(parts, uploads, collector, new Trees(parts, collector));
  }

  /** The same folders and tables, as a server sees them that was started anew. */
  TestStore restarted(JdbcClient jdbc, Clock clock) {
    return at(parts.folders().root(), parts.settings(), parts.access(), jdbc, clock);
  }

  /** Uploads the bytes, in chunks as large as they may be. */
  FileEntry upload(OrgId org, String path, byte[] bytes) {
    String sha256 = sha256(bytes);
    int offset = 0;
    do {
      int end = (int) Math.min(bytes.length, offset + parts.settings().maxChunkBytes());
      Appended appended =
          uploads.append(
              org,
              sha256,
              offset,
              bytes.length,
              new ByteArrayInputStream(bytes, offset, end - offset));
      assertThat(appended).isEqualTo(new Appended.Kept(new UploadState(end, end == bytes.length)));
      offset = end;
    } while (offset < bytes.length);
    return new FileEntry(path, sha256, bytes.length);
  }

  FileEntry upload(OrgId org, String path, String text) {
    return upload(org, path, text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every regular file below the folder, by relative path. */
  static Map<String, byte[]> content(Path folder) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> content.put(folder.relativize(file).toString(), read(file)));
    }
    return content;
  }

  /** How many files the store has on disk, of whatever kind. */
  long filesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(parts.folders().root())) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
