package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Uploads small contents, for the tests of every module. */
public final class Blobs {
  private Blobs() {}

  /** Uploads the text and names it as a file. */
  public static FileEntry upload(Uploads uploads, OrgId org, String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String sha256 = TestStore.sha256(bytes);
    uploads.append(org, sha256, 0, bytes.length, new ByteArrayInputStream(bytes));
    return new FileEntry(path, sha256, bytes.length);
  }
}
