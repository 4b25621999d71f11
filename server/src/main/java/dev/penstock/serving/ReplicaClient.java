package dev.penstock.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Transport;

/** Talks HTTP to one replica over its unix socket. */
final class ReplicaClient {
  /** The headers of an answer that mean something to the caller. */
  private static final List<String> PASSED_BACK =
      List.of("Content-Type", "Content-Encoding", "Inference-Header-Content-Length");

  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(1);
  // a body up to this size is read before it is sent; only a larger one is worth a second thread
  private static final int SMALL_BODY = 64 * 1024;
  private static final String ORIGIN = "http://replica";

  private final HttpClient http;
  private final Path socket;
  private final Transport transport;
  private final int mostBytes;

  /**
   * A client for the replica that listens there.
   *
   * @param mostBytes the largest answer that is taken
   */
  ReplicaClient(HttpClient http, Path socket, int mostBytes) {
    this.http = http;
    this.socket = socket;
    this.transport = new Transport.TCPUnix(socket);
    this.mostBytes = mostBytes;
  }

  Path socket() {
    return socket;
  }

  /** Whether the replica says that it is ready. */
  boolean isReady() {
    try {
      return request("/v2/health/ready")
              .timeout(HEALTH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .send()
              .getStatus()
          == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    }
  }

  /**
   * Asks for an address.
   *
   * @throws ReplicaException when there is no whole answer within the time
   */
  Answer get(String path, Duration timeout) throws ReplicaException {
    return await(send(request(path), timeout));
  }

  /**
   * Sends a body, as it comes, and waits for the whole answer.
   *
   * @throws ReplicaException when there is no whole answer within the time
   * @throws IOException when the body can't be read
   */
  Answer post(String path, Inbound inbound, Duration timeout) throws ReplicaException, IOException {
    Request request = request(path).method("POST");
    request.headers(headers -> inbound.headers().forEach(headers::put));
    byte[] start = inbound.body().readNBytes(SMALL_BODY);
    if (start.length < SMALL_BODY) {
      return await(
          send(request.body(new BytesRequestContent(contentType(inbound), start)), timeout));
    }
    return stream(request, start, inbound, timeout);
  }

  private Request request(String path) {
    return http.newRequest(ORIGIN + path).transport(transport);
  }

  private static String contentType(Inbound inbound) {
    return inbound.headers().getOrDefault("Content-Type", "application/json");
  }

  private Answer stream(Request request, byte[] start, Inbound inbound, Duration timeout)
      throws ReplicaException, IOException {
    OutputStreamRequestContent content = new Streamed(contentType(inbound), inbound.length());
    CompletableFuture<Answer> answer = send(request.body(content), timeout);
    try (OutputStream out = content.getOutputStream()) {
      if (write(out, start, start.length)) {
        pump(inbound.body(), out);
      }
    } catch (IOException | RuntimeException unreadable) {
      var _ = request.abort(unreadable);
      throw unreadable;
    }
    return await(answer);
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[SMALL_BODY];
    int read = in.read(buffer);
    while (read >= 0 && write(out, buffer, read)) {
      read = in.read(buffer);
    }
  }

  /** False when the replica takes no more; its answer, or the lack of it, then says why. */
  private static boolean write(OutputStream out, byte[] bytes, int length) {
    try {
      // the content is sent after write returns, so the buffer can't be used again
      out.write(Arrays.copyOf(bytes, length));
      return true;
    } catch (IOException takesNoMore) {
      return false;
    }
  }

  private CompletableFuture<Answer> send(Request request, Duration timeout) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    request
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .send(
            new BufferingResponseListener(mostBytes) {
              @Override
              public void onComplete(Result result) {
                // an answer that came whole counts, even where the request was not read to its end
                if (result.getResponseFailure() == null && result.getResponse() != null) {
                  answer.complete(
                      new Answer(
                          result.getResponse().getStatus(),
                          passedBack(result.getResponse().getHeaders()),
                          getContent() == null ? new byte[0] : getContent()));
                } else {
                  answer.completeExceptionally(result.getFailure());
                }
              }
            });
    return answer;
  }

  private static Answer await(CompletableFuture<Answer> answer) throws ReplicaException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new ReplicaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplicaException(e);
    }
  }

  private static Map<String, String> passedBack(HttpFields headers) {
    Map<String, String> passed = new LinkedHashMap<>();
    for (String name : PASSED_BACK) {
      String value = headers.get(name);
      if (value != null) {
        passed.put(name, value);
      }
    }
    return passed;
  }

  /** Content of a length that is known before it is there. */
  private static final class Streamed extends OutputStreamRequestContent {
    private final long length;

    Streamed(String type, long length) {
      super(type);
      this.length = length;
    }

    @Override
    public long getLength() {
      return length;
    }
  }
}
