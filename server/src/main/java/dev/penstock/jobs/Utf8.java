package dev.penstock.jobs;

import java.util.Arrays;

/** Cuts bytes where a character ends, so that no slice of a log breaks one. */
final class Utf8 {
  private Utf8() {}

  /** The bytes without a character that is only begun; all of them when nothing more comes. */
  static byte[] whole(byte[] bytes, boolean nothingMore) {
    if (nothingMore || bytes.length == 0) {
      return bytes;
    }
    int start = bytes.length - 1;
    while (start > 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    int first = bytes[start] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return start + length > bytes.length ? Arrays.copyOf(bytes, start) : bytes;
  }
}
