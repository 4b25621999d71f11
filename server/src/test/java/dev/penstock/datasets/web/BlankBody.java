package dev.penstock.datasets.web;

import java.io.InputStream;
import java.util.Arrays;

/** A long body of spaces that is never in memory. */
final class BlankBody extends InputStream {
  private long left;

  BlankBody(long length) {
    left = length;
  }

  @Override
  public int read() {
    return --left < 0 ? -1 : ' ';
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    if (left <= 0) {
      return -1;
    }
    Arrays.fill(bytes, from, from + length, (byte) ' ');
    left -= length;
    return length;
  }
}
