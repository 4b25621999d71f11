package dev.penstock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets that the installation makes for itself, each in a file that only its user reads. */
final class Secrets {
  private final Path folder;

  Secrets(Path folder) {
    this.folder = folder;
  }

  /** The secret of this name: 128 random bits in hexadecimal, made when first asked for. */
  String of(String name) {
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      Files.createDirectories(folder);
      byte[] bits = new byte[16];
      new SecureRandom().nextBytes(bits);
      String secret = HexFormat.of().formatHex(bits);
      Path fresh =
          Files.createTempFile(
              folder,
              name,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, secret.getBytes(StandardCharsets.US_ASCII));
      Files.move(fresh, file);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep the secret " + file, e);
    }
  }
}
