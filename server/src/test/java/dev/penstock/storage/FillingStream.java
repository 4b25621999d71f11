package dev.penstock.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A body during which somebody else fills the disk. */
final class FillingStream extends ByteArrayInputStream {
  private final Path file;
  private final int size;

  FillingStream(byte[] bytes, Path file, int size) {
    super(bytes);
    this.file = file;
    this.size = size;
  }

  @Override
  public synchronized int read(byte[] bytes, int from, int length) {
    if (pos > 0 && !Files.exists(file)) {
      try {
        Files.write(file, new byte[size]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return super.read(bytes, from, length);
  }
}
