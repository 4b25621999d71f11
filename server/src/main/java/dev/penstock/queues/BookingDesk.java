package dev.penstock.queues;

import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.queues.Reservations.Booking;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Directory;
import dev.penstock.tenancy.Projects;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Makes reservations and takes them back. */
final class BookingDesk {
  private static final int MOST_NODES = 100_000;

  private final Access access;
  private final Reservations table;
  private final Revision revision;
  private final Nodes nodes;
  private final Flavours flavours;
  private final Tenants tenants;
  private final Projects projects;
  private final Directory directory;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  BookingDesk(
      Access access,
      Reservations table,
      Revision revision,
      Nodes nodes,
      Flavours flavours,
      Tenants tenants,
      Projects projects,
      Directory directory,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.revision = revision;
    this.nodes = nodes;
    this.flavours = flavours;
    this.tenants = tenants;
    this.projects = projects;
    this.directory = directory;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A reservation to make: of a flavour, or of so many whole cards, on each of the nodes.
   *
   * @param project null where all of the organisation's projects may use it
   * @param from it lasts from then on, until before {@code to}
   */
  record NewReservation(
      OrgId organisation,
      @Nullable ProjectId project,
      Instant from,
      Instant to,
      Integer nodes,
      @Nullable String flavour,
      @Nullable String cardModel,
      @Nullable Integer cards,
      String reason) {}

  /**
   * A reservation.
   *
   * @param organisationName absent where the organisation is gone
   * @param cards whole cards of each node
   * @param milliCores thousandths of cores of each node
   * @param memoryMiB of each node
   * @param onNodes the nodes that are kept for it as of the dispatcher's last decision, of one that
   *     has ended the last ones; absent until the dispatcher has looked at it
   * @param missingNodes how many nodes it is to have and no node can give; absent as above
   */
  record ReservationView(
      UUID id,
      OrgId organisation,
      @Nullable String organisationName,
      @Nullable ProjectId project,
      @Nullable String projectName,
      Instant from,
      Instant to,
      int nodes,
      @Nullable String flavour,
      @Nullable String cardModel,
      int cards,
      long milliCores,
      long memoryMiB,
      String reason,
      String madeBy,
      Instant madeAt,
      @Nullable List<String> onNodes,
      @Nullable Integer missingNodes) {}

  /** By page, the earliest first; the ended ones too where they are asked for. */
  Page<ReservationView> list(boolean ended, ListQuery query) {
    return access.operator(
        () -> {
          Page<Booking> page = table.bookings(ended ? null : clock.instant(), query);
          Map<UUID, String> organisations =
              directory.organisations(page.items().stream().map(Booking::org).toList());
          Map<UUID, String> names =
              directory.projects(
                  page.items().stream().map(Booking::project).filter(Objects::nonNull).toList());
          return page.map(it -> view(it, organisations, names));
        });
  }

  private static ReservationView view(
      Booking it, Map<UUID, String> organisations, Map<UUID, String> projects) {
    UUID project = it.project();
    return new ReservationView(
        it.id(),
        new OrgId(it.org()),
        organisations.get(it.org()),
        project == null ? null : new ProjectId(project),
        project == null ? null : projects.get(project),
        it.from(),
        it.to(),
        it.nodes(),
        it.flavour(),
        it.cardModel(),
        it.cards(),
        it.milliCores(),
        it.memoryMiB(),
        it.reason(),
        it.madeBy(),
        Ids.madeAt(it.id()),
        it.onNodes(),
        it.onNodes() == null ? null : it.nodes() - it.onNodes().size());
  }

  /**
   * Makes a reservation.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such organisation, or there is no
   *     room beside the others
   */
  ReservationView make(Caller caller, NewReservation wanted) {
    return access.operator(
        () -> {
          tenants.require(wanted.organisation);
          if (wanted.project != null) {
            projects.require(wanted.organisation, wanted.project);
          }
          Booking booking = booking(wanted, caller.personName());
          revision.raise();
          new BookingCheck(
                  nodes.all(), table.bookings(booking.from()), table.windows(booking.from()))
              .check(booking);
          table.add(booking);
          record(caller, booking, "reservation.made");
          return view(
              booking,
              directory.organisations(List.of(booking.org())),
              wanted.project == null
                  ? Map.of()
                  : directory.projects(List.of(wanted.project.value())));
        });
  }

  /**
   * Takes a reservation back, whether it has begun or not.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  void remove(Caller caller, UUID id) {
    access.runAsOperator(
        () -> {
          revision.raise();
          Booking booking =
              table
                  .removeBooking(id)
                  .orElseThrow(() -> Problems.notFound("reservation", id.toString()));
          record(caller, booking, "reservation.removed");
        });
  }

  private Booking booking(NewReservation wanted, String by) {
    BookingFields.time(wanted.from, wanted.to, clock.instant());
    if (wanted.nodes < 1 || wanted.nodes > MOST_NODES) {
      throw Problems.invalid("nodes", wanted.nodes.toString(), "give 1 to " + MOST_NODES);
    }
    Shape shape =
        wanted.flavour == null ? null : flavours.require("flavour", wanted.flavour).shape();
    if (shape != null && (wanted.cardModel != null || wanted.cards != null)) {
      throw Problems.invalid(
          "flavour", wanted.flavour, "give either a flavour, or cardModel and cards");
    }
    return new Booking(
        Ids.next(),
        wanted.organisation.value(),
        wanted.project == null ? null : wanted.project.value(),
        wanted.from.truncatedTo(ChronoUnit.MICROS),
        wanted.to.truncatedTo(ChronoUnit.MICROS),
        wanted.nodes,
        wanted.flavour,
        shape == null ? model(wanted) : shape.cardModel(),
        shape == null ? cards(wanted) : shape.cards(),
        shape == null ? 0 : shape.milliCores(),
        shape == null ? 0 : shape.memoryMiB(),
        BookingFields.reason(wanted.reason),
        by,
        /* onNodes= */ null);
  }

  private String model(NewReservation wanted) {
    if (wanted.cardModel == null) {
      throw Problems.invalid("flavour", null, "give a flavour, or cardModel and cards");
    }
    var models = CentreStock.models(nodes.all());
    if (!models.contains(wanted.cardModel)) {
      throw Problems.invalid(
          "cardModel",
          wanted.cardModel,
          models.isEmpty()
              ? "no node of the centre has cards; give a flavour without"
              : "use a model of the centre's: " + String.join(", ", models));
    }
    return wanted.cardModel;
  }

  private static int cards(NewReservation wanted) {
    if (wanted.cards == null || wanted.cards < 1 || wanted.cards > MOST_NODES) {
      throw Problems.invalid(
          "cards",
          wanted.cards == null ? null : wanted.cards.toString(),
          "give how many whole cards of each node");
    }
    return wanted.cards;
  }

  private void record(Caller caller, Booking it, String what) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("from", it.from().toString());
    detail.put("to", it.to().toString());
    detail.put("nodes", String.valueOf(it.nodes()));
    detail.put("each", it.flavour() != null ? it.flavour() : it.cards() + " " + it.cardModel());
    detail.put("reason", it.reason());
    audit.recordFor(new OrgId(it.org()), caller, what, "reservation", it.id().toString(), detail);
    access.afterCommit(() -> events.publishEvent(new QueuesChanged()));
  }
}
