package dev.penstock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
      return keep(fresh, file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep the secret " + file, e);
    }
  }

  /** Of two servers that make it at once, one does. */
  private static String keep(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException other) {
      // the other's is whole, for it was linked as well
    } finally {
      Files.delete(fresh);
    }
    return Files.readString(file).strip();
  }

  /** A secret that follows from another: 128 bits in hexadecimal (HMAC-SHA256, cut). */
  static String derived(String secret, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(("penstock " + secret).getBytes(StandardCharsets.UTF_8), "Hmac"));
      return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
