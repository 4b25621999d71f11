package dev.penstock.storage;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One body on its way into a partial upload.
 *
 * @param file the partial upload; made when there is none
 * @param offset where the chunk begins, which is the file's length
 * @param length the blob's size, where the last chunk must end
 * @param most the largest chunk that is taken
 */
record Chunk(Path file, long offset, long length, long most) {
  private static final int BUFFER = 1 << 17;

  /**
   * Appends the body and returns how far the upload has come. When the client breaks off, what came
   * is kept; when anything else goes wrong, nothing of the chunk is.
   *
   * @throws IOException when the file can't be written
   */
  long receive(InputStream body) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return receive(body, channel.position(offset));
    } catch (IOException | ProblemException e) {
      undo();
      throw e;
    } catch (UncheckedIOException clientLeft) {
      throw Problems.malformed(
          "the body broke off", "ask for the offset with HEAD, and go on from there");
    }
  }

  private long receive(InputStream body, FileChannel channel) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long reached = offset;
    for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
      reached += n;
      if (reached > length) {
        throw Problems.invalid(
            "Upload-Length",
            String.valueOf(length),
            "the body goes on behind it: give the real one");
      }
      if (reached - offset > most) {
        throw Problems.tooLarge(
            "body",
            "more than %d bytes".formatted(most),
            "send chunks of at most %d bytes".formatted(most));
      }
      for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
    }
    return reached;
  }

  /** An error of the client's side comes out unchecked, to be told from one of the disk. */
  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void undo() throws IOException {
    if (offset == 0) {
      Files.deleteIfExists(file);
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(offset);
    }
  }

  /** Reads a body that is not needed, so that the client gets to the answer. */
  static void skip(InputStream body, long most) {
    byte[] buffer = new byte[BUFFER];
    long skipped = 0;
    for (int n = read(body, buffer); n >= 0 && skipped <= most; n = read(body, buffer)) {
      skipped += n;
    }
  }
}
