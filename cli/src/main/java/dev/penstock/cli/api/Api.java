package dev.penstock.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The REST API of one server, as one caller.
 *
 * <p>Every method throws {@link ProblemException} when the server refuses and {@link
 * UnreachableException} when no sensible answer comes.
 */
public final class Api {
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
  private static final int PAGE = 200;

  private final URI server;
  private final @Nullable String token;
  private final Locale language;
  private final HttpClient http;

  /**
   * @param server such as {@code http://localhost:7070}
   * @param token an API key or a session's token; null calls without one
   */
  public Api(URI server, @Nullable String token) {
    this(server, token, Locale.ENGLISH, client());
  }

  private Api(URI server, @Nullable String token, Locale language, HttpClient http) {
    this.server = server;
    this.token = token;
    this.language = language;
    this.http = http;
  }

  /** The same, but what the server says to people is in this language. */
  public Api in(Locale other) {
    return new Api(server, token, other, http);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  /** The same server as another caller. */
  public Api as(String otherToken) {
    return new Api(server, otherToken, language, http);
  }

  public URI server() {
    return server;
  }

  public JsonNode get(Address address) {
    return json(send(request(address).GET()));
  }

  /** Posts once, however often the network makes the server see it. */
  public JsonNode post(Address address, JsonNode body) {
    return json(
        send(
            request(address)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(publisher(body))));
  }

  public JsonNode put(Address address, JsonNode body) {
    return json(
        send(request(address).header("Content-Type", "application/json").PUT(publisher(body))));
  }

  public JsonNode patch(Address address, JsonNode body) {
    return json(
        send(
            request(address)
                .header("Content-Type", "application/json")
                .method("PATCH", publisher(body))));
  }

  public void delete(Address address) {
    send(request(address).DELETE());
  }

  /**
   * Reads a list page by page.
   *
   * @param most how many items at most
   */
  public List<JsonNode> list(Address address, int most) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = null;
    do {
      int limit = Math.min(PAGE, most - items.size());
      JsonNode page = get(address.with("limit", limit).with("cursor", cursor));
      page.path("items").forEach(items::add);
      String next = Json.text(page, "next");
      cursor = next.isEmpty() ? null : next;
    } while (cursor != null && items.size() < most);
    return items;
  }

  /**
   * Opens a file for download; the caller closes it.
   *
   * @param accept the media type wanted, such as {@code text/plain}
   */
  public InputStream open(Address address, String accept) {
    HttpResponse<InputStream> response =
        exchange(
            request(address).setHeader("Accept", accept + ", application/problem+json;q=0.5").GET(),
            BodyHandlers.ofInputStream());
    if (response.statusCode() >= 400) {
      throw refusal(response);
    }
    return response.body();
  }

  /** How far a blob has come. */
  BlobState blob(String sha256) {
    HttpResponse<byte[]> response =
        exchange(
            request(Address.of("v1", "blobs", sha256)).method("HEAD", BodyPublishers.noBody()),
            BodyHandlers.ofByteArray());
    if (response.statusCode() == 404) {
      return new BlobState(0, false);
    }
    if (response.statusCode() >= 400) {
      throw problem(response);
    }
    return BlobState.of(response.headers());
  }

  /** Appends to a blob; a wrong offset is no error but answered with the right one. */
  BlobState append(String sha256, long offset, long length, byte[] bytes, int count) {
    HttpResponse<byte[]> response =
        exchange(
            request(Address.of("v1", "blobs", sha256))
                .header("Upload-Offset", Long.toString(offset))
                .header("Upload-Length", Long.toString(length))
                .header("Content-Type", "application/octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(bytes, 0, count)),
            BodyHandlers.ofByteArray());
    boolean moved = response.headers().firstValue("Upload-Offset").isPresent();
    if (response.statusCode() < 400 || (response.statusCode() == 409 && moved)) {
      return BlobState.of(response.headers());
    }
    throw problem(response);
  }

  /**
   * Reads server-sent events until the handler has had enough.
   *
   * @param more answers false when it wants no more
   * @return true when the handler ended it, false when the stream ended or broke before
   */
  boolean events(Address address, Predicate<ServerEvent> more) {
    HttpRequest.Builder request = request(address).GET().setHeader("Accept", "text/event-stream");
    HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() >= 400) {
        byte[] body = String.join("\n", lines.toList()).getBytes(UTF_8);
        throw new ProblemException(Problem.read(response.statusCode(), body));
      }
      EventParser parser = new EventParser();
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        Optional<ServerEvent> event = parser.accept(each.next());
        if (event.isPresent() && !more.test(event.get())) {
          return true;
        }
      }
      return false;
    } catch (UncheckedIOException broken) {
      return false;
    }
  }

  private HttpRequest.Builder request(Address address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(address.path()))
            .timeout(ANSWER_WITHIN)
            .header("Accept", "application/json, application/problem+json, */*;q=0.5")
            .header("Accept-Language", language.toLanguageTag());
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static BodyPublisher publisher(JsonNode body) {
    return BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw problem(response);
    }
    return response;
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    if (response.body().length == 0) {
      return Json.object();
    }
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (JacksonException notOurs) {
      // something else answers at this address: a proxy's page, another program
      throw new UnreachableException(server, notOurs);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UnreachableException(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(server, e);
    }
  }

  private static ProblemException problem(HttpResponse<byte[]> response) {
    return new ProblemException(Problem.read(response.statusCode(), response.body()));
  }

  private ProblemException refusal(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new ProblemException(Problem.read(response.statusCode(), body.readAllBytes()));
    } catch (IOException e) {
      throw new UnreachableException(server, e);
    }
  }
}
