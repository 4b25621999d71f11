package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fetches files of a job's outputs. */
final class Download {
  private final Api api;
  private final String job;

  Download(Api api, String job) {
    this.api = api;
    this.job = job;
  }

  static Address file(String job, String output, String path) {
    return Jobs.address(job, "outputs", output).file(path);
  }

  /**
   * Fetches one file; it appears under its name when it is whole.
   *
   * @param into a folder, made when missing; the file keeps its path below it
   * @throws Failure when the path would lead out of the folder
   */
  Path fetch(String output, String path, Path into) {
    Path top = into.toAbsolutePath().normalize();
    Path target = top.resolve(path).normalize();
    Path parent = target.getParent();
    if (!target.startsWith(top) || target.equals(top) || parent == null) {
      throw new Failure(ExitCode.REFUSED, "error.path", path);
    }
    try (InputStream body = api.open(file(job, output, path), "application/octet-stream, */*")) {
      Files.createDirectories(parent);
      Path part = Files.createTempFile(parent, ".penstock", ".part");
      try {
        Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
