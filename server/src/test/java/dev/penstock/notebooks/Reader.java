package dev.penstock.notebooks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser on the notebooks' port: keeps cookies, follows nothing. */
final class Reader {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  final URI origin;
  final Map<String, String> cookies = new LinkedHashMap<>();

  Reader(URI origin) {
    this.origin = origin;
  }

  /** A reader who has opened the notebook by this link. */
  static Reader opening(String url) {
    Reader reader = new Reader(URI.create(url).resolve("/"));
    HttpResponse<String> answer = reader.get(url);
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return reader;
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieLine());
    }
    if (cookies.containsKey("_xsrf")) {
      request.header("X-XSRFToken", cookies.get("_xsrf"));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void keep(String cookie) {
    String pair = cookie.split(";", 2)[0];
    int equals = pair.indexOf('=');
    cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
  }

  private String cookieLine() {
    return cookies.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
  }

  /** A web socket, and what came over it; the last text is {@link #CLOSED}. */
  record Socket(WebSocket webSocket, BlockingQueue<String> texts) {
    static final String CLOSED = "closed";

    /** The next text; empty when none comes for long. */
    private String next() {
      try {
        String text = texts.poll(20, TimeUnit.SECONDS);
        return text == null ? "" : text;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    /** Waits for a text with this in it. */
    void await(String part) {
      List<String> seen = new ArrayList<>();
      while (seen.isEmpty() || !seen.getLast().contains(part)) {
        if (seen.contains(CLOSED) || seen.contains("")) {
          throw new AssertionError("no %s over the web socket, but %s".formatted(part, seen));
        }
        seen.add(next());
      }
    }
  }

  /**
   * Opens a web socket.
   *
   * @param from the origin that the page is said to be of
   */
  Socket webSocket(String path, String from) {
    BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    WebSocket webSocket =
        HTTP.newWebSocketBuilder()
            .header("Cookie", cookieLine())
            .header("Origin", from)
            .buildAsync(URI.create("ws://" + origin.getAuthority() + path), new Collecting(texts))
            .join();
    return new Socket(webSocket, texts);
  }

  String own() {
    return "http://" + origin.getAuthority();
  }

  private static final class Collecting implements WebSocket.Listener {
    private final BlockingQueue<String> texts;
    private final StringBuilder part = new StringBuilder();

    Collecting(BlockingQueue<String> texts) {
      this.texts = texts;
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      texts.add(Socket.CLOSED);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      texts.add(Socket.CLOSED);
    }
  }
}
