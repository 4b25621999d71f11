package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Room that is kept in advance. Times are milliseconds since 1970, [from, to).
 *
 * @param id identifies it
 * @param queue who may use it, and the queues below; null for nobody, as for maintenance
 * @param from when it begins
 * @param to when it ends
 * @param nodes how many nodes, each with the demand; ignored where nodes are named
 * @param demand what is kept of each node; null for the whole of each
 * @param named the nodes by name; empty where the kernel chooses
 */
public record Reservation(
    UUID id,
    @Nullable String queue,
    long from,
    long to,
    int nodes,
    @Nullable Demand demand,
    List<String> named) {
  public Reservation {
    named = List.copyOf(named);
    if (to <= from) {
      throw new IllegalArgumentException(
          "reservation %s: it ends at %d, not after it begins at %d".formatted(id, to, from));
    }
    if (named.isEmpty() && (nodes < 1 || demand == null)) {
      throw new IllegalArgumentException(
          "reservation %s: name the nodes, or say how many and what of each".formatted(id));
    }
  }
}
