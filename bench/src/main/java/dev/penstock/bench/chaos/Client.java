package dev.penstock.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to whichever server answers, as somebody. What is not answered, or with 409, 429 or 5xx,
 * is sent again to the next server; a POST carries an idempotency key.
 */
record Client(HttpClient http, List<URI> servers, String token) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** An answer, whatever its status. */
  record Answer(int status, JsonNode body) {
    boolean isDone() {
      return status >= 200 && status < 300;
    }

    /** Nothing was said of whether it was done. */
    boolean isPassing() {
      return status == 0 || status == 409 || status == 429 || status >= 500;
    }
  }

  Client as(String other) {
    return new Client(http, servers, other);
  }

  /** The same, but speaks to one server only. */
  Client at(URI server) {
    return new Client(http, List.of(server), token);
  }

  /** Signs in; what speaks with the session. */
  Client signedIn(String email, String password) throws IOException, InterruptedException {
    JsonNode session = post("/v1/sessions", Map.of("email", email, "password", password), null);
    return as(session.path("token").asString());
  }

  /** What is there now; tried until some server answers, for three minutes at most. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return insist(request -> request.GET(), path, null, Duration.ofMinutes(3));
  }

  /** All items of a list. */
  List<JsonNode> all(String path, String items) throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=200" + cursor);
      page.path(items).forEach(found::add);
      cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());
    return found;
  }

  JsonNode post(String path, Map<String, ?> body, @Nullable String key)
      throws IOException, InterruptedException {
    return insist(post(body), path, key, Duration.ofMinutes(3));
  }

  /** One try at the first server. */
  Answer tryGet(String path) throws InterruptedException {
    return send(request -> request.GET(), servers.getFirst(), path, null);
  }

  /** One try at one server. */
  Answer tryPost(int server, String path, Map<String, ?> body, @Nullable String key)
      throws InterruptedException {
    return send(post(body), servers.get(server % servers.size()), path, key);
  }

  /** Makes a request what it is. */
  private interface Form {
    HttpRequest.Builder of(HttpRequest.Builder request);
  }

  private static Form post(Map<String, ?> body) {
    byte[] json = JSON.writeValueAsBytes(body);
    return request ->
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
  }

  private JsonNode insist(Form form, String path, @Nullable String key, Duration patience)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    for (int i = 0; ; i++) {
      Answer answer = send(form, servers.get(i % servers.size()), path, key);
      if (answer.isDone()) {
        return answer.body;
      }
      if (!answer.isPassing() || System.nanoTime() > until) {
        throw new IOException("%s answers %d: %s".formatted(path, answer.status, answer.body));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Answer send(Form form, URI server, String path, @Nullable String key)
      throws InterruptedException {
    HttpRequest.Builder request =
        form.of(HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException none) {
      return new Answer(0, JSON.missingNode());
    }
  }
}
