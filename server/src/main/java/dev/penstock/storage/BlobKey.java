package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import java.util.regex.Pattern;

/**
 * Names a blob. The organisation is part of it: the same bytes of two organisations are two blobs,
 * so that nobody learns what another has.
 */
record BlobKey(OrgId org, String sha256) {
  static final String HINT = "give the SHA-256 as 64 lower-case hexadecimal digits";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  BlobKey {
    // a key becomes a file's name: nothing else may ever get so far
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException("no SHA-256: " + sha256);
    }
  }

  /**
   * The key of what a caller names.
   *
   * @throws dev.penstock.shared.ProblemException when the text is no SHA-256
   */
  static BlobKey parse(OrgId org, String sha256) {
    if (!isSha256(sha256)) {
      throw Problems.invalid("sha256", sha256, HINT);
    }
    return new BlobKey(org, sha256);
  }

  static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }
}
