package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What happens to a world from outside, by lot. */
final class Happenings {
  private final World world;
  private final World.Weather weather;
  private final Account account;
  private final Random random;
  private final Draw draw;

  Happenings(World world, World.Weather weather, Random random, Draw draw) {
    this.world = world;
    this.weather = weather;
    this.account = world.account;
    this.random = random;
    this.draw = draw;
  }

  void happen() {
    double lot = random.nextDouble();
    if (weather == World.Weather.STILL || lot < 0.8) {
      if (world.waiting() <= World.MOST_WAITING) {
        submit();
      }
    } else if (lot < 0.83) {
      List<Account.Item> all = List.copyOf(account.items.values());
      if (!all.isEmpty()) {
        world.withdraw(draw.of(all));
      }
    } else if (lot < 0.93) {
      node();
    } else if (lot < 0.95) {
      Queue queue = draw.queue(draw.of(List.copyOf(account.queues.keySet())));
      account.queues.put(queue.name(), queue);
      world.kernel().queue(queue);
    } else if (weather == World.Weather.STORM) {
      storm(lot);
    }
  }

  private void storm(double lot) {
    List<Account.Live> all = List.copyOf(account.lives.values());
    if (lot < 0.96) {
      reserve();
    } else if (lot < 0.97) {
      account.costs = draw.costs(world.now());
      world.kernel().costs(world.now(), account.costs);
    } else if (lot < 0.98 && !all.isEmpty()) {
      Account.Live live = draw.of(all);
      live.checkpoint = world.now();
      world.kernel().checkpoint(world.now(), live.task);
    } else if (lot < 0.99 && !all.isEmpty()) {
      refuse(draw.of(all));
    } else {
      for (Account.Item item : account.items.values()) {
        item.refusedUntil = 0;
        world.kernel().reconsider(world.now(), item.work.id());
      }
    }
  }

  private void submit() {
    List<UUID> others = List.copyOf(account.items.keySet());
    Workload work = draw.work(world.id(0), world.now(), others);
    Account.Item item = new Account.Item(work);
    for (Wishes.Dependency it : work.wishes().after()) {
      item.missing.add(it.workload());
      world.dependents.computeIfAbsent(it.workload(), key -> new ArrayList<>()).add(work.id());
    }
    world.arrives(item);
    account.items.put(work.id(), item);
    world.kernel().submit(world.now(), work);
  }

  private void reserve() {
    if (account.reservations.size() > 2) {
      UUID id = draw.of(List.copyOf(account.reservations.keySet()));
      account.reservations.remove(id);
      world.kernel().unreserve(id);
      return;
    }
    Reservation it =
        draw.reservation(world.id(1), world.now(), List.copyOf(account.nodes.keySet()));
    account.reservations.put(it.id(), it);
    world.kernel().reserve(it);
  }

  private void refuse(Account.Live live) {
    if (!live.stopping) {
      long until = world.now() + draw.time(HOUR);
      world.kernel().refused(world.now(), live.task, until);
      account.lives.remove(live.task);
      live.item.running.remove(live.task.index());
      live.item.refusedUntil = until;
      world.settle(live.item);
    }
  }

  private void node() {
    Node node = draw.of(List.copyOf(account.nodes.values()));
    switch (draw.upTo(6)) {
      case 0, 1 ->
          change(Draw.with(node, !node.ready(), node.faulty(), node.cards(), node.milliCores()));
      case 2 -> change(Draw.with(node, true, 0, node.cards(), node.milliCores()));
      case 3 ->
          change(
              Draw.with(node, node.ready(), random.nextInt(256), node.cards(), node.milliCores()));
      case 4 -> change(Draw.with(node, true, node.faulty(), Math.max(0, node.cards() - 4), 32_000));
      case 5 -> {
        change(Draw.with(node, false, node.faulty(), node.cards(), node.milliCores()));
        affected(node.name()).forEach(it -> world.endBy(it, world.now() + draw.time(MINUTE)));
      }
      default -> replace(node);
    }
  }

  /** A node goes for good, and another comes. */
  private void replace(Node node) {
    account.nodes.remove(node.name());
    Node other = draw.node(world.name(), random.nextInt(12));
    account.nodes.put(other.name(), other);
    lose(node.name(), 0);
    world.kernel().nodes(account.nodes.values());
  }

  private void change(Node node) {
    account.nodes.put(node.name(), node);
    lose(node.name(), node.cards());
    world.kernel().node(node);
  }

  private List<Account.Live> affected(String node) {
    return account.lives.values().stream()
        .filter(it -> it.slots.stream().anyMatch(slot -> slot.node().equals(node)))
        .toList();
  }

  private void lose(String node, int cards) {
    boolean gone = !account.nodes.containsKey(node);
    for (Account.Live live : affected(node)) {
      for (Slot slot : live.slots) {
        boolean beyond = (slot.cards() >>> cards & (cards == 32 ? 0 : -1)) != 0;
        if (slot.node().equals(node) && (gone || beyond)) {
          live.lost.add(slot);
          world.endBy(live, world.now() + draw.time(MINUTE));
        }
      }
    }
  }
}
