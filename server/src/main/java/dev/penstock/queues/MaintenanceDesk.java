package dev.penstock.queues;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.queues.Reservations.Window;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Names;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;

/** Announces maintenance windows and takes them back. */
final class MaintenanceDesk {
  private final Access access;
  private final Reservations table;
  private final Revision revision;
  private final Nodes nodes;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  MaintenanceDesk(
      Access access,
      Reservations table,
      Revision revision,
      Nodes nodes,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.revision = revision;
    this.nodes = nodes;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A window to announce.
   *
   * @param nodes their names
   * @param from nothing may run there from then on, until before {@code to}
   */
  record NewMaintenance(List<String> nodes, Instant from, Instant to, String reason) {}

  /** A maintenance window: nothing may run on the nodes. */
  record MaintenanceView(
      UUID id,
      List<String> nodes,
      Instant from,
      Instant to,
      String reason,
      String madeBy,
      Instant madeAt) {
    static MaintenanceView of(Window it) {
      return new MaintenanceView(
          it.id(), it.nodes(), it.from(), it.to(), it.reason(), it.madeBy(), Ids.madeAt(it.id()));
    }
  }

  /** By page, the earliest first; the ended ones too where they are asked for. */
  Page<MaintenanceView> list(boolean ended, ListQuery query) {
    return access.operator(
        () -> table.windows(ended ? null : clock.instant(), query).map(MaintenanceView::of));
  }

  /**
   * Announces a window.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such node, or a reservation would
   *     lose its room
   */
  MaintenanceView announce(Caller caller, NewMaintenance wanted) {
    Window window =
        new Window(
            Ids.next(),
            wanted.nodes.stream().distinct().sorted().toList(),
            wanted.from.truncatedTo(ChronoUnit.MICROS),
            wanted.to.truncatedTo(ChronoUnit.MICROS),
            BookingFields.reason(wanted.reason),
            caller.personName());
    BookingFields.time(wanted.from, wanted.to, clock.instant());
    checkNodes(wanted.nodes);
    access.runAsOperator(
        () -> {
          revision.raise();
          new BookingCheck(nodes.all(), table.bookings(window.from()), table.windows(window.from()))
              .check(window);
          table.add(window);
          record(caller, window, "maintenance.announced");
        });
    return MaintenanceView.of(window);
  }

  private void checkNodes(List<String> names) {
    Set<String> known = nodes.all().stream().map(FleetNode::name).collect(Collectors.toSet());
    if (names.isEmpty()) {
      throw Problems.invalid("nodes", null, "name the nodes");
    }
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        throw Problems.invalid(
            "nodes[%d]".formatted(i), names.get(i), Names.hint(names.get(i), known));
      }
    }
  }

  /**
   * Takes a window back, whether it has begun or not.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  void remove(Caller caller, UUID id) {
    access.runAsOperator(
        () -> {
          revision.raise();
          Window window =
              table
                  .removeWindow(id)
                  .orElseThrow(() -> Problems.notFound("maintenance window", id.toString()));
          record(caller, window, "maintenance.removed");
        });
  }

  private void record(Caller caller, Window it, String what) {
    audit.record(
        caller,
        what,
        "maintenance",
        it.id().toString(),
        Map.of(
            "from", it.from().toString(),
            "to", it.to().toString(),
            "nodes", String.join(", ", it.nodes()),
            "reason", it.reason()));
    access.afterCommit(() -> events.publishEvent(new QueuesChanged()));
  }
}
