package dev.penstock.serving;

import dev.penstock.jobs.JobChanged;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Has the endpoints follow their replicas: ready once the replica says so, failed when it ends
 * unasked, stopped when it ends as asked. What it can't do in one round it does in a later one.
 */
final class EndpointWatch extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointWatch.class);
  private static final Duration WHILE_STARTING = Duration.ofMillis(500);
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(10);

  private final Access access;
  private final EndpointTable table;
  private final Endpoints endpoints;
  private final Replicas replicas;
  private final ReplicaClients clients;
  private final Clock clock;

  private final Set<EndpointId> askedToStop = new HashSet<>();
  private volatile Set<JobId> watched = Set.of();
  private volatile boolean due = true;
  private boolean starting;
  private Instant lastRound = Instant.MIN;

  EndpointWatch(
      Access access,
      EndpointTable table,
      Endpoints endpoints,
      Replicas replicas,
      ReplicaClients clients,
      Clock clock) {
    super("endpoint-watch", WHILE_STARTING);
    this.access = access;
    this.table = table;
    this.endpoints = endpoints;
    this.replicas = replicas;
    this.clients = clients;
    this.clock = clock;
  }

  @EventListener
  void on(EndpointChanged change) {
    look();
  }

  @EventListener
  void on(JobChanged change) {
    if (watched.contains(change.job())) {
      look();
    }
  }

  private void look() {
    due = true;
    wake();
  }

  @Override
  protected void tick() {
    Instant now = clock.instant();
    if (due || starting || now.isAfter(lastRound.plus(AT_LEAST_EVERY))) {
      due = false;
      lastRound = now;
      round();
    }
  }

  private void round() {
    List<Endpoint> open = access.system(table::open);
    watched = open.stream().map(Endpoint::job).collect(Collectors.toUnmodifiableSet());
    starting = open.stream().anyMatch(it -> it.state() == EndpointState.STARTING);
    for (Endpoint endpoint : open) {
      try {
        follow(endpoint);
      } catch (RuntimeException e) {
        LOG.warn(
            "Endpoint {} can't be looked after, and is tried again: {}",
            endpoint.id(),
            e.toString());
      }
    }
  }

  private void follow(Endpoint endpoint) {
    switch (replicas.state(endpoint.org(), endpoint.job())) {
      case Replicas.State.Ended ended -> close(endpoint, ended);
      case Replicas.State.Alive alive -> {
        switch (endpoint.state()) {
          case STARTING -> followStart(endpoint, alive);
          case READY -> followReady(endpoint);
          case STOPPING -> stopReplica(endpoint);
          case STOPPED, FAILED -> {}
        }
      }
    }
  }

  private void close(Endpoint endpoint, Replicas.State.Ended ended) {
    Endpoint closed =
        endpoint.state() == EndpointState.STOPPING
            ? endpoint.to(EndpointState.STOPPED, endpoint.reason())
            : endpoint.to(
                EndpointState.FAILED,
                Objects.requireNonNullElse(ended.reason(), "its replica ended"));
    if (endpoints.move(endpoint, closed)) {
      clients.forget(endpoint.id());
      askedToStop.remove(endpoint.id());
    }
  }

  private void followStart(Endpoint endpoint, Replicas.State.Alive alive) {
    Optional<Path> socket = replicas.socket(endpoint.org(), endpoint.job());
    if (socket.isPresent() && clients.at(endpoint.id(), socket.get()).isReady()) {
      endpoints.move(endpoint, endpoint.to(EndpointState.READY, null));
    } else if (!Objects.equals(endpoint.reason(), alive.reason())) {
      endpoints.explain(endpoint.because(alive.reason()));
    }
  }

  /** A replica that is started again elsewhere has to become ready again. */
  private void followReady(Endpoint endpoint) {
    Optional<Path> socket = replicas.socket(endpoint.org(), endpoint.job());
    if (socket.isEmpty() || clients.isStale(endpoint.id(), socket.get())) {
      endpoints.move(
          endpoint, endpoint.to(EndpointState.STARTING, "its replica is being started again"));
      clients.forget(endpoint.id());
    }
  }

  private void stopReplica(Endpoint endpoint) {
    if (!askedToStop.contains(endpoint.id())) {
      String why = Objects.requireNonNullElse(endpoint.reason(), "its endpoint is deleted");
      replicas.stop(endpoint.org(), endpoint.job(), why);
      askedToStop.add(endpoint.id());
    }
  }
}
