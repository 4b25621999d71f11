package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local unix sockets that lead to services in the cluster. Each connection goes through the API
 * server to the pod, so that this program needs no way into the pods' network, and the deny-all
 * policy of the project's namespace stays whole.
 */
final class Sockets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sockets.class);

  private final KubernetesClient client;
  private final Map<UUID, Open> open = new ConcurrentHashMap<>();

  Sockets(KubernetesClient client) {
    this.client = client;
  }

  private record Open(Path path, ServerSocketChannel channel) {}

  /** The socket of a service whose pod is ready. */
  Optional<Path> of(AttemptRecord record, List<Pod> pods) {
    Optional<Pod> ready = pods.stream().filter(Sockets::ready).findFirst();
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(open.computeIfAbsent(record.attempt(), id -> listen(record)).path());
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus()));
  }

  private Open listen(AttemptRecord record) {
    try {
      // short, because a socket's path has at most 107 bytes
      Path path = Files.createTempDirectory("penstock-").resolve("s");
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path));
      Thread.ofVirtual().name("service-" + record.attempt()).start(() -> accept(record, channel));
      return new Open(path, channel);
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "A socket for %s: %s".formatted(record.name(), e.getMessage()), e);
    }
  }

  private void accept(AttemptRecord record, ServerSocketChannel channel) {
    while (channel.isOpen()) {
      try {
        SocketChannel connection = channel.accept();
        Thread.ofVirtual().start(() -> forward(record, connection));
      } catch (IOException closed) {
        log.debug("The socket of {} is closed", record.attempt(), closed);
        return;
      }
    }
  }

  @SuppressWarnings("resource") // the forward ends with the connection
  private void forward(AttemptRecord record, SocketChannel connection) {
    try {
      Optional<Pod> pod =
          client
              .pods()
              .inNamespace(record.namespace())
              .withLabel(Marks.ATTEMPT, record.attempt().toString())
              .list()
              .getItems()
              .stream()
              .filter(Sockets::ready)
              .findFirst();
      if (pod.isEmpty()) {
        connection.close();
        return;
      }
      client
          .pods()
          .inNamespace(record.namespace())
          .withName(pod.get().getMetadata().getName())
          .portForward(Pods.BRIDGE_PORT, connection, connection);
    } catch (IOException | KubernetesClientException e) {
      log.warn("A request to the service {} failed.", record.attempt(), e);
      quietly(connection);
    }
  }

  private static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      log.debug("Closing failed", e);
    }
  }

  void close(UUID attempt) {
    Open socket = open.remove(attempt);
    if (socket != null) {
      quietly(socket.channel());
      try {
        Files.deleteIfExists(socket.path());
        Files.deleteIfExists(socket.path().getParent());
      } catch (IOException e) {
        log.debug("The socket {} stays", socket.path(), e);
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(open.keySet()).forEach(this::close);
  }
}
