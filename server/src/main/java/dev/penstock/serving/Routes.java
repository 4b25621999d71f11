package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/**
 * Leads from an endpoint's name to its replica, out of memory. What it remembers is forgotten at
 * each change of the endpoint.
 */
final class Routes {
  /**
   * The way to an endpoint.
   *
   * @param client null while it is not ready
   */
  record Route(Endpoint endpoint, @Nullable ReplicaClient client) {}

  private record Key(OrgId org, String name) {}

  private final Map<Key, Route> known = new ConcurrentHashMap<>();
  private final Access access;
  private final EndpointTable table;
  private final Replicas replicas;
  private final ReplicaClients clients;

  Routes(Access access, EndpointTable table, Replicas replicas, ReplicaClients clients) {
    this.access = access;
    this.table = table;
    this.replicas = replicas;
    this.clients = clients;
  }

  /**
   * The way to the organisation's endpoint of this name.
   *
   * @throws ProblemException not found, also when only another tenant has such an endpoint
   */
  Route find(OrgId org, String name) {
    Key key = new Key(org, name);
    Route route = known.get(key);
    if (route != null) {
      return route;
    }
    // loaded under the key's lock, so that a change that commits meanwhile is forgotten after it
    route = known.computeIfAbsent(key, this::load);
    if (route == null) {
      throw Problems.notFound("endpoint", name);
    }
    return route;
  }

  private @Nullable Route load(Key key) {
    Endpoint endpoint = access.tenant(key.org, () -> table.openOf(key.org, key.name).orElse(null));
    if (endpoint == null) {
      return null;
    }
    if (endpoint.state() != EndpointState.READY) {
      return new Route(endpoint, null);
    }
    Path socket =
        replicas
            .socket(endpoint.org(), endpoint.job())
            // thrown rather than remembered: the endpoint's state has yet to follow
            .orElseThrow(
                () ->
                    Problems.unavailable(
                        "the replica of endpoint \"%s\" is gone".formatted(key.name),
                        "try again in a few seconds"));
    return new Route(endpoint, clients.at(endpoint.id(), socket));
  }

  @EventListener
  void on(EndpointChanged change) {
    known.remove(new Key(change.org(), change.name()));
  }
}
