package dev.penstock.engines.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code /etc} of jobs that use the host's programs: copies of the few files that programs need
 * and that hold no secret, in one folder, because one mount is cheaper than ten.
 */
final class HostEtc {
  private static final List<String> COPIED =
      List.of(
          "ld.so.cache",
          "localtime",
          "mime.types",
          "ssl/openssl.cnf",
          "ssl/certs/ca-certificates.crt",
          "pki/tls/certs/ca-bundle.crt");

  private static final Map<String, String> MADE =
      Map.of(
          "passwd",
          """
          root:x:0:0:root:/:/bin/false
          job:x:1000:1000:job:/job/work:/bin/sh
          nobody:x:65534:65534:nobody:/:/bin/false
          """,
          "group",
          """
          root:x:0:
          job:x:1000:
          nogroup:x:65534:
          """,
          "hosts",
          """
          127.0.0.1 localhost job
          ::1 localhost job
          """,
          "nsswitch.conf",
          """
          passwd: files
          group: files
          hosts: files
          """);

  private HostEtc() {}

  /** Makes or renews the folder; jobs that use it see either the old file or the new one. */
  static Path prepare(Path folder) throws IOException {
    Path host = Path.of("/etc");
    Files.createDirectories(folder);
    for (String name : COPIED) {
      if (Files.isRegularFile(host.resolve(name))) {
        put(folder.resolve(name), Files.readAllBytes(host.resolve(name)));
      }
    }
    for (Map.Entry<String, String> file : MADE.entrySet()) {
      put(folder.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    // Many programs are links through this folder; it is mounted on top.
    Files.createDirectories(folder.resolve("alternatives"));
    readable(folder);
    return folder;
  }

  private static void put(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling("." + file.getFileName());
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whatever the server's umask is. */
  private static void readable(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      }
    }
  }
}
