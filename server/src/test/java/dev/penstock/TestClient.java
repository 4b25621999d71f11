package dev.penstock;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks JSON with the server under test, as somebody. Every status is an answer, not an error. */
public final class TestClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final String[] headers;

  TestClient(URI base, String... headers) {
    this.base = base;
    this.headers = headers;
  }

  /**
   * An answer.
   *
   * @param body what came as JSON, a missing node where nothing or something else came
   * @param text the body as it came
   * @param took from the request to the whole answer
   */
  public record Answer(int status, JsonNode body, String text, HttpHeaders headers, Duration took) {
    /**
     * A field of the body as text; fails where there is none.
     *
     * @param field its name, or a path such as {@code /items/0/id}
     */
    public String at(String field) {
      JsonNode value = field.startsWith("/") ? body.at(field) : body.path(field);
      if (value.isMissingNode()) {
        throw new AssertionError("no field %s in %d %s".formatted(field, status, text));
      }
      return value.asString();
    }

    /** The same answer, when it has this status; fails with the body otherwise. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError(
            "expected status %d, got %d: %s".formatted(expected, status, text));
      }
      return this;
    }
  }

  /** The same client with one more header in each request. */
  public TestClient with(String header, String value) {
    return new TestClient(
        base,
        Stream.concat(Arrays.stream(headers), Stream.of(header, value)).toArray(String[]::new));
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path) {
    return send("POST", path, null);
  }

  /** Sends JSON; for tests single quotes may stand for double ones. */
  public Answer post(String path, String json) {
    return send("POST", path, json);
  }

  /** Sends JSON; for tests single quotes may stand for double ones. */
  public Answer put(String path, String json) {
    return send("PUT", path, json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Sends any request; a body goes as JSON unless a header says otherwise. */
  public Answer send(String method, String path, @Nullable String body) {
    if (body == null) {
      return exchange(method, path, HttpRequest.BodyPublishers.noBody());
    }
    boolean typed = Arrays.stream(headers).anyMatch("Content-Type"::equalsIgnoreCase);
    TestClient client = typed ? this : with("Content-Type", "application/json");
    return client.exchange(
        method, path, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
  }

  private Answer exchange(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return answer(request.build());
  }

  /** Puts bytes into the store as they are; their hash. */
  public String upload(byte[] bytes) {
    String hash = sha256(bytes);
    with("Upload-Offset", "0")
        .with("Upload-Length", String.valueOf(bytes.length))
        .with("Content-Type", "application/octet-stream")
        .exchange("PATCH", "/v1/blobs/" + hash, HttpRequest.BodyPublishers.ofByteArray(bytes))
        .expect(204);
    return hash;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a stream of events. */
  public TestStream stream(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    request.header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new TestStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new AssertionError(path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Answer answer(HttpRequest request) {
    long begun = System.nanoTime();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").matches("application/.*json.*");
      String text = response.body();
      return new Answer(
          response.statusCode(),
          json && !text.isEmpty() ? JSON.readTree(text) : MissingNode.getInstance(),
          text,
          response.headers(),
          Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      throw new AssertionError(request + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
