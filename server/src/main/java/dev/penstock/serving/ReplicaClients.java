package dev.penstock.serving;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;

/** The clients of all replicas, one for each endpoint; they share threads and timers. */
final class ReplicaClients implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_WAITING = 1_024;
  private static final long FORGET_AFTER_MILLIS = 60_000;

  private final Map<EndpointId, ReplicaClient> clients = new ConcurrentHashMap<>();
  private final HttpClient http;
  private final int mostBytes;

  /**
   * None yet.
   *
   * @param mostBytes the largest answer that is taken of a replica
   */
  ReplicaClients(int mostBytes) {
    this.mostBytes = mostBytes;
    this.http = start();
  }

  private static HttpClient start() {
    HttpClient http = new HttpClient();
    http.setName("replica");
    // of each replica
    http.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    http.setMaxRequestsQueuedPerDestination(MOST_WAITING);
    http.setDestinationIdleTimeout(FORGET_AFTER_MILLIS);
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("the replicas' client can't be started", e);
    }
    // bytes go through as they are
    http.getContentDecoderFactories().clear();
    return http;
  }

  /** The client for the endpoint's replica that listens there. */
  ReplicaClient at(EndpointId endpoint, Path socket) {
    return Objects.requireNonNull(
        clients.compute(
            endpoint,
            (id, known) ->
                known != null && known.socket().equals(socket)
                    ? known
                    : new ReplicaClient(http, socket, mostBytes)));
  }

  /** Whether the endpoint's client talks to a replica that listened elsewhere. */
  boolean isStale(EndpointId endpoint, Path socket) {
    ReplicaClient known = clients.get(endpoint);
    return known != null && !known.socket().equals(socket);
  }

  /** Forgets the endpoint's client; its connections end with the replica. */
  void forget(EndpointId endpoint) {
    clients.remove(endpoint);
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the replicas' client can't be stopped", e);
    }
  }
}
