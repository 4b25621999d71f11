package dev.penstock.queues;

import dev.penstock.dispatch.centre.Amounts;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.centre.Reservation;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of queues, and what room is kept, as the kernel's values.
 *
 * @param revision of which state
 * @param queues those of which anything was said, by name, what is above first
 */
record Provisions(long revision, Map<String, Queue> queues, List<Reservation> reservations) {
  /** Nothing was said. */
  static final Provisions NONE = new Provisions(-1, Map.of(), List.of());

  Provisions {
    queues = Map.copyOf(queues);
    reservations = List.copyOf(reservations);
  }

  /** Reads them, in the open transaction. */
  record Source(Revision revision, QueueRights rights, Reservations reservations) {
    long current() {
      return revision.current();
    }

    Provisions read(Instant now) {
      Map<String, Queue> queues = new HashMap<>();
      rights.all().forEach(right -> queues.put(name(right.org(), right.project()), queue(right)));
      List<Reservation> kept = new ArrayList<>();
      reservations.bookings(now).forEach(it -> kept.add(reservation(it)));
      reservations.windows(now).forEach(it -> kept.add(reservation(it)));
      return new Provisions(current(), queues, kept);
    }
  }

  private static String name(UUID org, @Nullable UUID project) {
    return project == null ? new OrgId(org).toString() : Workloads.leaf(new OrgId(org), project);
  }

  private static Queue queue(QueueRight right) {
    return new Queue(
        name(right.org(), right.project()),
        right.project() == null ? null : name(right.org(), null),
        right.weight(),
        amounts(right.guaranteed(), 0),
        amounts(right.limit(), Long.MAX_VALUE),
        amounts(right.userLimit(), Long.MAX_VALUE));
  }

  private static Amounts amounts(ResourceAmounts it, long absent) {
    return new Amounts(
        it.milliCores() == null ? absent : it.milliCores(),
        it.memoryMiB() == null ? absent : it.memoryMiB(),
        it.milliCards() == null ? Map.of() : it.milliCards());
  }

  private static Reservation reservation(Reservations.Booking it) {
    int cores = Math.toIntExact(it.milliCores());
    int memory = Math.toIntExact(it.memoryMiB());
    return new Reservation(
        it.id(),
        name(it.org(), it.project()),
        it.from().toEpochMilli(),
        it.to().toEpochMilli(),
        it.nodes(),
        it.cardModel() == null
            ? Demand.cpu(cores, memory)
            : Demand.whole(it.cardModel(), it.cards(), cores, memory),
        List.of());
  }

  private static Reservation reservation(Reservations.Window it) {
    return new Reservation(
        it.id(), null, it.from().toEpochMilli(), it.to().toEpochMilli(), 0, null, it.nodes());
  }

  /** Tells a kernel, which knows what was said before. */
  void tell(Kernel kernel, Provisions before) {
    before.queues.keySet().stream()
        .filter(name -> !queues.containsKey(name))
        .forEach(name -> create(kernel, name, Queue.plain(name, parent(name))));
    queues.keySet().forEach(name -> create(kernel, name, queue(name)));
    for (Reservation old : before.reservations) {
      if (!reservations.contains(old)) {
        kernel.unreserve(old.id());
      }
    }
    for (Reservation it : reservations) {
      if (!before.reservations.contains(it)) {
        if (it.queue() != null && !kernel.hasQueue(it.queue())) {
          create(kernel, it.queue(), queue(it.queue()));
        }
        kernel.reserve(it);
      }
    }
  }

  /** Sees to it that the kernel knows a leaf. */
  void open(Kernel kernel, String leaf) {
    if (!kernel.hasQueue(leaf)) {
      create(kernel, leaf, queue(leaf));
    }
  }

  private void create(Kernel kernel, String name, Queue queue) {
    String parent = parent(name);
    if (parent != null && !kernel.hasQueue(parent)) {
      kernel.queue(queue(parent));
    }
    kernel.queue(queue);
  }

  private Queue queue(String name) {
    return queues.getOrDefault(name, Queue.plain(name, parent(name)));
  }

  private static @Nullable String parent(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? null : name.substring(0, slash);
  }
}
