package dev.penstock.cli.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server on this machine that answers what a test tells it to, and keeps uploads. */
public final class FakeCentre implements AutoCloseable {
  /** Answers a request. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange, byte[] body) throws IOException;
  }

  /** A request as it came; the path has its query. */
  public record Seen(String method, String path, Headers headers, String body) {
    /** The header's value; empty when it was not sent. */
    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final FakeBlobs blobs = new FakeBlobs();

  public FakeCentre() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers requests such as {@code GET /v1/me}; of several answers the last one stays. */
  public FakeCentre on(String request, int status, String body) {
    return on(
        request,
        (exchange, _) -> send(exchange, status, status < 400 ? "application/json" : PROBLEM, body));
  }

  private static final String PROBLEM = "application/problem+json";

  public FakeCentre on(String request, Answer answer) {
    answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Answers with server-sent events, and then ends the stream. */
  public FakeCentre onEvents(String request, String events) {
    return on(request, (exchange, body) -> send(exchange, 200, "text/event-stream", events));
  }

  public FakeBlobs blobs() {
    return blobs;
  }

  public List<Seen> seen() {
    return seen;
  }

  /** The requests of a method and path, the query left out. */
  public List<Seen> seen(String request) {
    return seen.stream()
        .filter(each -> (each.method() + " " + each.path().split("\\?", 2)[0]).equals(request))
        .toList();
  }

  /** Sends an answer. */
  public static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(body, UTF_8)));
      Deque<Answer> known =
          answers.getOrDefault(
              exchange.getRequestMethod() + " " + path, new ArrayDeque<>(Collections.emptyList()));
      Answer answer = known.size() > 1 ? known.poll() : known.peek();
      if (answer != null) {
        answer.to(exchange, body);
      } else if (path.startsWith("/v1/blobs/")) {
        blobs.answer(exchange, body);
      } else {
        send(exchange, 404, PROBLEM, "{\"title\":\"Not found\",\"status\":404}");
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
