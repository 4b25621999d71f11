package dev.penstock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A stream of server-sent events, read as it comes. */
public final class TestStream implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reading;

  TestStream(HttpResponse<InputStream> response) {
    this.response = response;
    this.reading = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException ended) {
      // ends as the test wants it
    }
  }

  public int status() {
    return response.statusCode();
  }

  /** The lines that have come. */
  public List<String> lines() {
    return lines;
  }

  /** Waits for a line. */
  public String await(Predicate<String> wanted) {
    return Await.value(() -> "among " + lines, () -> lines.stream().filter(wanted).findFirst());
  }

  /** Waits until the server has ended it. */
  public void awaitEnd() {
    Await.until(() -> "the end after " + lines, () -> !reading.isAlive());
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException ended) {
      // it is to end
    }
  }
}
