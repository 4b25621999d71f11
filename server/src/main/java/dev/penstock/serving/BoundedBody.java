package dev.penstock.serving;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends in a refusal once it has more than so many bytes. */
final class BoundedBody extends FilterInputStream {
  private final long most;
  private long count;

  BoundedBody(InputStream body, long most) {
    super(body);
    this.most = most;
  }

  static ProblemException tooLarge(String size, long most) {
    return Problems.tooLarge(
        "body", size, "send at most %d bytes; split the batch".formatted(most));
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    add(Math.max(read, 0));
    return read;
  }

  private void add(int bytes) {
    count += bytes;
    if (count > most) {
      throw tooLarge("more than %d bytes".formatted(most), most);
    }
  }
}
