package dev.penstock.notebooks;

import dev.penstock.shared.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;

/** Brings plain requests to a notebook and its answers back, as they come. */
final class NotebookProxy {
  private static final int BUFFER = 64 * 1024;
  private static final long ANSWER_MINUTES = 5;

  private final NotebookClient client;

  NotebookProxy(NotebookClient client) {
    this.client = client;
  }

  /**
   * Answers the request with what the notebook says.
   *
   * @throws dev.penstock.shared.ProblemException unavailable, when it does not answer
   */
  void pass(NotebookId id, Path socket, HttpServletRequest in, HttpServletResponse out)
      throws IOException {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    Request request = request(socket, in);
    if (hasBody(in)) {
      OutputStreamRequestContent content = new Streamed(in.getContentLengthLong());
      request.body(content).send(listener);
      pump(in.getInputStream(), content);
    } else {
      request.send(listener);
    }
    try (InputStream body = listener.getInputStream()) {
      answer(id, awaitHead(listener), body, out);
    }
  }

  private Request request(Path socket, HttpServletRequest in) {
    try {
      return client
          .request(socket, pathAndQuery(in))
          .method(in.getMethod())
          .headers(
              headers ->
                  PassedHeaders.in(headersOf(in))
                      .forEach(
                          (name, values) -> {
                            headers.remove(name);
                            values.forEach(value -> headers.add(name, value));
                          }));
    } catch (IllegalArgumentException unreadable) {
      throw Problems.malformed("the address can't be read", "check how it is encoded");
    }
  }

  static String pathAndQuery(HttpServletRequest in) {
    String query = in.getQueryString();
    return in.getRequestURI() + (query == null ? "" : "?" + query);
  }

  static Map<String, List<String>> headersOf(HttpServletRequest in) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(in.getHeaderNames())) {
      headers.put(name, Collections.list(in.getHeaders(name)));
    }
    return headers;
  }

  private static boolean hasBody(HttpServletRequest in) {
    return in.getContentLengthLong() > 0 || in.getHeader("Transfer-Encoding") != null;
  }

  private static void pump(InputStream in, OutputStreamRequestContent content) throws IOException {
    try (OutputStream out = content.getOutputStream()) {
      byte[] buffer = new byte[BUFFER];
      int read = in.read(buffer);
      while (read >= 0 && write(out, buffer, read)) {
        read = in.read(buffer);
      }
    } catch (IOException e) {
      content.fail(e);
      throw e;
    }
  }

  /** False when the notebook takes no more; its answer, or the lack of it, then says why. */
  private static boolean write(OutputStream out, byte[] bytes, int length) {
    try {
      // the content is sent after write returns, so the buffer can't be used again
      out.write(Arrays.copyOf(bytes, length));
      return true;
    } catch (IOException takesNoMore) {
      return false;
    }
  }

  private static Response awaitHead(InputStreamResponseListener listener) {
    try {
      return listener.get(ANSWER_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NotebookGate.notThere();
    } catch (ExecutionException | TimeoutException e) {
      throw NotebookGate.notThere();
    }
  }

  private static void answer(
      NotebookId id, Response head, InputStream body, HttpServletResponse out) throws IOException {
    out.setStatus(head.getStatus());
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : head.getHeaders()) {
      headers
          .computeIfAbsent(field.getName(), name -> new java.util.ArrayList<>())
          .add(field.getValue());
    }
    PassedHeaders.out(headers, NotebookPaths.base(id))
        .forEach((name, values) -> values.forEach(value -> out.addHeader(name, value)));
    long length = head.getHeaders().getLongField("Content-Length");
    if (length >= 0) {
      out.setContentLengthLong(length);
    }
    OutputStream to = out.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    int read = body.read(buffer);
    while (read >= 0) {
      to.write(buffer, 0, read);
      // what is there now may be all for a while
      to.flush();
      read = body.read(buffer);
    }
  }

  /** Content whose length may be known before it is there. */
  private static final class Streamed extends OutputStreamRequestContent {
    private final long length;

    Streamed(long length) {
      super(null);
      this.length = length;
    }

    @Override
    public long getLength() {
      return length;
    }
  }
}
