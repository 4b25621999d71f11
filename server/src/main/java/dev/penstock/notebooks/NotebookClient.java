package dev.penstock.notebooks;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.Transport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks HTTP to notebooks over their unix sockets. */
final class NotebookClient implements Jupyter, AutoCloseable {
  private static final String ORIGIN = "http://notebook";
  private static final long LOOK_MILLIS = 5_000;
  private static final int LONGEST_HEADERS = 32 * 1024;
  private static final int MOST_CONNECTIONS = 64;
  private static final long IDLE_MILLIS = 10 * 60_000;

  private final JsonMapper json;
  private final HttpClient http = new HttpClient();

  NotebookClient(JsonMapper json) {
    this.json = json;
    http.setName("notebook");
    http.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    http.setDestinationIdleTimeout(IDLE_MILLIS);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setRequestBufferSize(LONGEST_HEADERS);
    http.setMaxResponseHeadersSize(LONGEST_HEADERS);
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("the notebooks' client can't be started", e);
    }
    // bytes go through as they are
    http.getContentDecoderFactories().clear();
    http.getProtocolHandlers().clear();
  }

  /**
   * A request that can be sent.
   *
   * @param pathAndQuery as the caller wrote it
   */
  Request request(Path socket, String pathAndQuery) {
    return http.newRequest(ORIGIN).path(pathAndQuery).transport(new Transport.TCPUnix(socket));
  }

  @Override
  public Optional<Idleness.Pulse> look(NotebookId id, Path socket) {
    // asking is no activity
    Optional<JsonNode> status = get(id, socket, "api/status");
    Optional<JsonNode> kernels =
        status.isEmpty() ? Optional.empty() : get(id, socket, "api/kernels?no_track_activity=1");
    return kernels.flatMap(
        all ->
            lastActivity(status.get())
                .map(
                    at ->
                        new Idleness.Pulse(
                            all.valueStream()
                                .anyMatch(
                                    it -> it.path("execution_state").asString("").equals("busy")),
                            at)));
  }

  private static Optional<Instant> lastActivity(JsonNode status) {
    try {
      return Optional.of(Instant.parse(status.path("last_activity").asString("")));
    } catch (DateTimeParseException notJupyter) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> get(NotebookId id, Path socket, String below) {
    try {
      ContentResponse answer =
          request(socket, NotebookPaths.base(id) + below)
              .timeout(LOOK_MILLIS, TimeUnit.MILLISECONDS)
              .send();
      return answer.getStatus() == 200
          ? Optional.of(json.readTree(answer.getContent()))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | JacksonException notYet) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the notebooks' client can't be stopped", e);
    }
  }
}
