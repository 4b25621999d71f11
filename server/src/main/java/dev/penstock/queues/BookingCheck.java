package dev.penstock.queues;

import dev.penstock.fleet.FleetNode;
import dev.penstock.queues.Reservations.Booking;
import dev.penstock.queues.Reservations.Window;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether reservations have room beside each other and beside maintenance windows, on all nodes
 * that there are: the ones that are down and the cards that are faulty count, for they may be
 * mended by then. Room is looked for as the dispatcher does, the largest first and node by node.
 */
final class BookingCheck {
  private final Collection<FleetNode> nodes;
  private final List<Booking> bookings;
  private final List<Window> windows;

  BookingCheck(Collection<FleetNode> nodes, List<Booking> bookings, List<Window> windows) {
    this.nodes = nodes;
    this.bookings = List.copyOf(bookings);
    this.windows = List.copyOf(windows);
  }

  /** A node with what is left of it. */
  private static final class Room {
    private final @Nullable String model;
    private int cards;
    private long milliCores;
    private long memoryMiB;

    Room(FleetNode node) {
      model = node.cardModel();
      cards = node.cards().size();
      milliCores = node.milliCores();
      memoryMiB = node.memoryMiB();
    }

    boolean fits(Booking it) {
      return it.cards() <= cards
          && it.milliCores() <= milliCores
          && it.memoryMiB() <= memoryMiB
          && (it.cards() == 0 || Objects.equals(it.cardModel(), model));
    }

    void take(Booking it) {
      cards -= it.cards();
      milliCores -= it.milliCores();
      memoryMiB -= it.memoryMiB();
    }
  }

  /**
   * Goes on only when the reservation has room beside all others.
   *
   * @throws ProblemException when it has none: with how many nodes there are and at what time
   */
  void check(Booking wanted) {
    for (Instant at : changes(wanted.from(), wanted.to())) {
      List<Room> rooms = rooms(at, List.of());
      List<Booking> others = active(at);
      others.forEach(it -> place(it, rooms));
      int found = place(wanted, rooms);
      if (found < wanted.nodes()) {
        throw Problems.unprocessable(
            "no-room",
            "nodes",
            String.valueOf(wanted.nodes()),
            "at %s %d nodes could give %s each: the centre has %d then that are not in maintenance, with %s, of which %d other reservations have %s"
                .formatted(
                    at,
                    found,
                    told(wanted),
                    rooms.size(),
                    total(at, wanted),
                    others.size(),
                    taken(others, wanted)),
            found == 0
                ? "choose another time, or remove a reservation first"
                : "ask for at most %d, choose another time, or remove a reservation first"
                    .formatted(found));
      }
    }
  }

  /**
   * Goes on only when every reservation has room without the nodes of the window.
   *
   * @throws ProblemException when one has none
   */
  void check(Window wanted) {
    for (Instant at : changes(wanted.from(), wanted.to())) {
      List<Room> rooms = rooms(at, wanted.nodes());
      for (Booking it : active(at)) {
        int found = place(it, rooms);
        if (found < it.nodes()) {
          throw Problems.unprocessable(
              "reserved",
              "nodes",
              String.join(", ", wanted.nodes()),
              "at %s the reservation %s (%s) needs %d nodes with %s each, and without these %d are left for it"
                  .formatted(at, it.id(), it.reason(), it.nodes(), told(it), found),
              "choose another time, remove the reservation first, or drain the nodes where it can't"
                  + " wait");
        }
      }
    }
  }

  /** When more begins within the time: only then can there be less room than before. */
  private NavigableSet<Instant> changes(Instant from, Instant to) {
    NavigableSet<Instant> changes = new TreeSet<>(Set.of(from));
    Stream.concat(bookings.stream().map(Booking::from), windows.stream().map(Window::from))
        .filter(it -> it.isAfter(from) && it.isBefore(to))
        .forEach(changes::add);
    return changes;
  }

  private List<Booking> active(Instant at) {
    return bookings.stream()
        .filter(it -> !it.from().isAfter(at) && it.to().isAfter(at))
        .sorted(
            Comparator.comparingInt(Booking::cards)
                .thenComparingLong(Booking::milliCores)
                .reversed()
                .thenComparing(Booking::id))
        .toList();
  }

  private List<FleetNode> open(Instant at, List<String> closed) {
    Set<String> out = new HashSet<>(closed);
    windows.stream()
        .filter(it -> !it.from().isAfter(at) && it.to().isAfter(at))
        .forEach(it -> out.addAll(it.nodes()));
    return nodes.stream().filter(it -> !out.contains(it.name())).toList();
  }

  private List<Room> rooms(Instant at, List<String> closed) {
    List<Room> rooms = new ArrayList<>();
    open(at, closed).forEach(node -> rooms.add(new Room(node)));
    return rooms;
  }

  /** Takes room on as many nodes as have it, at most as many as are needed. */
  private static int place(Booking it, List<Room> rooms) {
    List<Room> chosen =
        rooms.stream()
            .filter(room -> room.fits(it))
            .sorted(Comparator.comparingInt(room -> room.cards))
            .limit(it.nodes())
            .toList();
    chosen.forEach(room -> room.take(it));
    return chosen.size();
  }

  private static String told(Booking it) {
    return it.cards() == 0
        ? "%d milli-cores and %d MiB".formatted(it.milliCores(), it.memoryMiB())
        : "%d cards of %s".formatted(it.cards(), it.cardModel());
  }

  private String total(Instant at, Booking like) {
    List<FleetNode> open = open(at, List.of());
    if (like.cards() == 0) {
      return open.stream().mapToLong(FleetNode::milliCores).sum() + " milli-cores";
    }
    return open.stream()
            .filter(it -> Objects.equals(it.cardModel(), like.cardModel()))
            .mapToInt(it -> it.cards().size())
            .sum()
        + " such cards";
  }

  private static long taken(List<Booking> others, Booking like) {
    return others.stream()
        .mapToLong(
            it ->
                like.cards() == 0
                    ? it.nodes() * it.milliCores()
                    : Objects.equals(it.cardModel(), like.cardModel())
                        ? (long) it.nodes() * it.cards()
                        : 0)
        .sum();
  }
}
