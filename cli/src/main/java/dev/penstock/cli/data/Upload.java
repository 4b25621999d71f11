package dev.penstock.cli.data;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.BlobUpload;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.data.LocalFiles.LocalFile;
import dev.penstock.cli.shell.ProgressBar;
import dev.penstock.cli.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ArrayNode;

/** Brings the files of a folder to the server; what is there already is not sent again. */
public final class Upload {
  /** Bytes in one request. */
  static final int CHUNK = 8 << 20;

  private final Shell shell;
  private final Api api;
  private final int chunk;

  public Upload(Shell shell, Api api) {
    this(shell, api, CHUNK);
  }

  Upload(Shell shell, Api api, int chunk) {
    this.shell = shell;
    this.api = api;
    this.chunk = chunk;
  }

  /**
   * Uploads a folder or a file, with a progress bar.
   *
   * @return its files as the API wants them: path, sha256, size
   */
  public ArrayNode send(Path path) {
    LocalFiles local = LocalFiles.of(path);
    for (String link : local.links()) {
      shell.note("upload.link", link);
    }
    ArrayNode files = Json.array();
    long total = local.bytes();
    byte[] buffer = new byte[Math.clamp(total, 1, chunk)];
    try (ProgressBar bar = shell.bar()) {
      BlobUpload blobs = new BlobUpload(api, shell.world().pause(), buffer.length);
      long[] done = {0};
      for (LocalFile file : local.files()) {
        String hash = hash(file.path(), buffer);
        blobs.send(
            hash,
            file.size(),
            file.path(),
            more -> {
              done[0] += more;
              bar.bytes(file.name(), done[0], total);
            });
        files.addObject().put("path", file.name()).put("sha256", hash).put("size", file.size());
      }
    }
    return files;
  }

  private static String hash(Path file, byte[] buffer) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
