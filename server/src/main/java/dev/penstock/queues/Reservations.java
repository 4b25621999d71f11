package dev.penstock.queues;

import dev.penstock.shared.ListPage;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is kept for whom, and when nodes are worked on. Every method needs an open transaction of
 * the system or the operator.
 */
final class Reservations {
  private static final Listing BOOKINGS = listing();
  private static final Listing WINDOWS = listing();

  private final JdbcClient jdbc;

  Reservations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static Listing listing() {
    return Listing.of(
        "from", Listing.Key.id("madeAt", "id"), Listing.Key.time("from", "starts_at"));
  }

  /**
   * A reservation.
   *
   * @param project null where all of the organisation's projects may use it
   * @param from it lasts from then on, until before {@code to}
   * @param nodes how many nodes, each with what follows
   * @param flavour where what follows came from, if from one
   * @param cardModel null for no cards
   * @param cards whole cards of each node
   * @param onNodes the nodes that are kept for it, as of the last decision; null while there was
   *     none
   */
  record Booking(
      UUID id,
      UUID org,
      @Nullable UUID project,
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
      @Nullable List<String> onNodes) {
    Booking {
      onNodes = onNodes == null ? null : List.copyOf(onNodes);
    }
  }

  /** A maintenance window: nothing may run on the nodes. */
  record Window(
      UUID id, List<String> nodes, Instant from, Instant to, String reason, String madeBy) {
    Window {
      nodes = List.copyOf(nodes);
    }
  }

  /** What has not ended by then, the earliest first. */
  List<Booking> bookings(Instant then) {
    return jdbc.sql("SELECT * FROM queues.reservation WHERE ends_at > ? ORDER BY starts_at, id")
        .param(Timestamp.from(then))
        .query(Reservations::booking)
        .list();
  }

  /** What has not ended by then, the earliest first. */
  List<Window> windows(Instant then) {
    return jdbc.sql("SELECT * FROM queues.maintenance WHERE ends_at > ? ORDER BY starts_at, id")
        .param(Timestamp.from(then))
        .query(Reservations::window)
        .list();
  }

  /** By page, all that ever was where no time is given. */
  Page<Booking> bookings(@Nullable Instant endingAfter, ListQuery query) {
    return after(endingAfter, BOOKINGS.page(query))
        .read(jdbc, "*", "queues.reservation", Reservations::booking);
  }

  /** By page, all that ever was where no time is given. */
  Page<Window> windows(@Nullable Instant endingAfter, ListQuery query) {
    return after(endingAfter, WINDOWS.page(query))
        .read(jdbc, "*", "queues.maintenance", Reservations::window);
  }

  private static ListPage after(@Nullable Instant endingAfter, ListPage page) {
    return endingAfter == null
        ? page
        : page.where("ending", Timestamp.from(endingAfter), "ends_at > :ending");
  }

  void add(Booking it) {
    jdbc.sql(
            """
            INSERT INTO queues.reservation (id, org_id, project_id, starts_at, ends_at, nodes,
                flavour, card_model, cards, milli_cores, memory_mib, reason, made_by)
            VALUES (:id, :org, :project, :from, :to, :nodes, :flavour, :model, :cards, :cores,
                :memory, :reason, :by)
            """)
        .param("id", it.id())
        .param("org", it.org())
        .param("project", it.project())
        .param("from", Timestamp.from(it.from()))
        .param("to", Timestamp.from(it.to()))
        .param("nodes", it.nodes())
        .param("flavour", it.flavour())
        .param("model", it.cardModel())
        .param("cards", it.cards())
        .param("cores", it.milliCores())
        .param("memory", it.memoryMiB())
        .param("reason", it.reason())
        .param("by", it.madeBy())
        .update();
  }

  /** Writes which nodes are kept for each; what is not there any more is passed over. */
  void keptOn(Map<UUID, List<String>> nodes) {
    nodes.forEach(
        (id, names) ->
            jdbc.sql("UPDATE queues.reservation SET on_nodes = ? WHERE id = ?")
                .params(names.toArray(String[]::new), id)
                .update());
  }

  void add(Window it) {
    jdbc.sql(
            """
            INSERT INTO queues.maintenance (id, nodes, starts_at, ends_at, reason, made_by)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .params(
            it.id(),
            it.nodes().toArray(String[]::new),
            Timestamp.from(it.from()),
            Timestamp.from(it.to()),
            it.reason(),
            it.madeBy())
        .update();
  }

  /** Takes it away; empty where there is none. */
  Optional<Booking> removeBooking(UUID id) {
    return jdbc.sql("DELETE FROM queues.reservation WHERE id = ? RETURNING *")
        .param(id)
        .query(Reservations::booking)
        .optional();
  }

  /** Takes it away; empty where there is none. */
  Optional<Window> removeWindow(UUID id) {
    return jdbc.sql("DELETE FROM queues.maintenance WHERE id = ? RETURNING *")
        .param(id)
        .query(Reservations::window)
        .optional();
  }

  private static Booking booking(ResultSet row, int number) throws SQLException {
    return new Booking(
        row.getObject("id", UUID.class),
        row.getObject("org_id", UUID.class),
        row.getObject("project_id", UUID.class),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        row.getInt("nodes"),
        row.getString("flavour"),
        row.getString("card_model"),
        row.getInt("cards"),
        row.getLong("milli_cores"),
        row.getLong("memory_mib"),
        row.getString("reason"),
        row.getString("made_by"),
        names(row.getArray("on_nodes")));
  }

  private static @Nullable List<String> names(@Nullable Array nodes) throws SQLException {
    return nodes == null ? null : Arrays.asList((String[]) nodes.getArray());
  }

  private static Window window(ResultSet row, int number) throws SQLException {
    return new Window(
        row.getObject("id", UUID.class),
        Objects.requireNonNull(names(row.getArray("nodes"))),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        row.getString("reason"),
        row.getString("made_by"));
  }
}
