package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a workload; by default one rank with one card that runs for an hour at most. */
final class Ask {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final String MODEL = "910B";

  final String name;
  private final String queue;
  private final List<Role> roles = new ArrayList<>();
  private final List<Wishes.Dependency> after = new ArrayList<>();
  private String user = "u";
  private Demand demand = Demand.whole(MODEL, 1, 0, 0);
  private int least = 1;
  private int wish = 1;
  private int tasks = 1;
  private int atOnce = 1;
  private int priority;
  private @Nullable Long wall = HOUR;
  private boolean preemptible = true;
  private long earliest;
  private long deadline = Long.MAX_VALUE;
  private boolean cheapest;
  private double ceiling = Double.POSITIVE_INFINITY;
  private Topology topology = Topology.NEAR;
  private Map<String, String> selectors = Map.of();
  private @Nullable String apart;

  private Ask(String name, String queue) {
    this.name = name;
    this.queue = queue;
  }

  static Ask work(String name, String queue) {
    return new Ask(name, queue);
  }

  Ask cards(int cards) {
    return needs(Demand.whole(MODEL, cards, 0, 0));
  }

  Ask needs(Demand each) {
    demand = each;
    return this;
  }

  Ask ranks(int number) {
    return ranks(number, number);
  }

  Ask ranks(int fewest, int most) {
    least = fewest;
    wish = most;
    return this;
  }

  Ask role(String role, int ranks, Demand each) {
    roles.add(new Role(role, ranks, ranks, each));
    return this;
  }

  Ask user(String whose) {
    user = whose;
    return this;
  }

  Ask tasks(int number, int together) {
    tasks = number;
    atOnce = together;
    return this;
  }

  Ask priority(int value) {
    priority = value;
    return this;
  }

  Ask wall(long time) {
    wall = time;
    return this;
  }

  Ask endless() {
    wall = null;
    return this;
  }

  Ask fixed() {
    preemptible = false;
    return this;
  }

  Ask earliest(long time) {
    earliest = time;
    return this;
  }

  Ask cheapestBefore(long time) {
    cheapest = true;
    deadline = time;
    return this;
  }

  Ask ceiling(double price) {
    ceiling = price;
    return this;
  }

  Ask topology(Topology nearness) {
    topology = nearness;
    return this;
  }

  Ask selectors(Map<String, String> labels) {
    selectors = labels;
    return this;
  }

  Ask apart(String group) {
    apart = group;
    return this;
  }

  Ask after(UUID other, boolean ok) {
    after.add(new Wishes.Dependency(other, ok));
    return this;
  }

  Workload build(UUID id, long submitted) {
    return new Workload(
        id,
        queue,
        user,
        roles.isEmpty() ? List.of(new Role("worker", least, wish, demand)) : roles,
        tasks,
        atOnce,
        priority,
        submitted,
        wall,
        preemptible,
        new Wishes(earliest, deadline, cheapest, ceiling, topology, selectors, apart, after));
  }
}
