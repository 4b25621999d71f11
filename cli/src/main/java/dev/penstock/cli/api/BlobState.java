package dev.penstock.cli.api;

import java.net.http.HttpHeaders;

/**
 * How far the upload of a blob has come: bytes that the server holds, and whether all are there.
 */
record BlobState(long offset, boolean complete) {
  static BlobState of(HttpHeaders headers) {
    return new BlobState(
        headers.firstValueAsLong("Upload-Offset").orElse(0),
        headers.firstValue("Upload-Complete").orElse("?0").strip().equals("?1"));
  }
}
