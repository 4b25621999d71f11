package dev.penstock.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Uploads a file by its checksum, going on from where an earlier try ended. A broken connection is
 * tried again a few times.
 */
public final class BlobUpload {
  private static final int TRIES = 5;

  private final Api api;
  private final Pause pause;
  private final byte[] buffer;

  /**
   * @param chunk bytes in one request, at least 1
   */
  public BlobUpload(Api api, Pause pause, int chunk) {
    this.api = api;
    this.pause = pause;
    this.buffer = new byte[chunk];
  }

  /**
   * Returns once the server holds the whole file and has checked it.
   *
   * @param progress told how many bytes the server has got further, those that it had already
   *     included; a negative number when it threw some away
   * @throws UncheckedIOException when the file can't be read
   */
  public void send(String sha256, long size, Path file, LongConsumer progress) {
    long[] told = {0};
    int tries = 0;
    while (true) {
      try {
        run(sha256, size, file, offset -> tell(progress, told, offset));
        return;
      } catch (UnreachableException e) {
        if (++tries >= TRIES || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        pause.pause(Duration.ofMillis(250L << tries));
      } catch (ProblemException e) {
        // the server threw away bytes that did not match: perhaps an earlier try's
        if (e.status() != 422 || ++tries > 1) {
          throw e;
        }
      }
    }
  }

  private static void tell(LongConsumer progress, long[] told, long offset) {
    progress.accept(offset - told[0]);
    told[0] = offset;
  }

  private void run(String sha256, long size, Path file, LongConsumer at) {
    BlobState state = api.blob(sha256);
    at.accept(state.complete() ? size : state.offset());
    if (state.complete()) {
      return;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      int stalls = 0;
      do {
        long from = state.offset();
        channel.position(from);
        int count = fill(channel, size - from);
        state = api.append(sha256, from, size, buffer, count);
        at.accept(state.offset());
        // another upload of the same file may move the offset; one that never advances is broken
        stalls = state.offset() > from ? 0 : stalls + 1;
        if (stalls > TRIES) {
          throw new UnreachableException(
              api.server(), new IOException("the upload stays at byte " + from));
        }
      } while (!state.complete() && state.offset() < size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int fill(SeekableByteChannel channel, long left) throws IOException {
    ByteBuffer room = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left));
    while (room.hasRemaining()) {
      if (channel.read(room) < 0) {
        throw new IOException("the file has become shorter while it was uploaded");
      }
    }
    return room.position();
  }
}
