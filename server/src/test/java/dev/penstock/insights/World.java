package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.insights.PublicStatus.PublicFlavour;
import dev.penstock.insights.PublicStatus.PublicHour;
import dev.penstock.insights.PublicStatus.PublicLoad;
import dev.penstock.insights.PublicView.Offer;
import dev.penstock.jobs.JobFigures.Line;
import dev.penstock.jobs.JobFigures.Waits;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A centre with tenants and their jobs, made by chance.
 *
 * @param jobs what waits and what runs
 */
record World(List<FleetNode> nodes, List<Work> jobs) {
  static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  static final Shape SMALL = new Shape(null, 0, 1_000, 2_048);
  static final Shape CARD = new Shape("ascend910b", 1_000, 24_000, 196_608);
  private static final Map<String, Shape> SHAPES = Map.of("cpu.small", SMALL, "ascend.1", CARD);

  /** A job, running where it holds something. */
  record Work(OrgId org, String flavour, Duration waited, List<Held> held) {}

  /** What the public sees, without what is the same whoever is there. */
  record Seen(PublicLoad load, PublicHour hour, List<PublicFlavour> flavours) {}

  static World random(Random random) {
    List<FleetNode> nodes =
        IntStream.range(0, 2 + random.nextInt(6)).mapToObj(n -> node("secret-node-" + n)).toList();
    List<Work> jobs = new ArrayList<>();
    int tenants = random.nextInt(6);
    for (int i = 0; i < tenants; i++) {
      OrgId org = org(random);
      int count = random.nextInt(4);
      for (int n = 0; n < count; n++) {
        jobs.add(work(org, random.nextBoolean() ? "cpu.small" : "ascend.1", nodes, random));
      }
    }
    return new World(nodes, jobs);
  }

  static FleetNode node(String name) {
    return new FleetNode(
        name,
        "secret-engine",
        "10.9.8.7",
        NodeState.READY,
        null,
        null,
        null,
        null,
        "ascend910b",
        IntStream.range(0, 8)
            .mapToObj(n -> new NodeCard(n, "ascend910b", true, "bus " + n, 65_536L, 40, 90.5))
            .toList(),
        192_000,
        1_572_864,
        "",
        NOW,
        null,
        null,
        0,
        Map.of(),
        true,
        true);
  }

  static OrgId org(Random random) {
    return new OrgId(new UUID(random.nextLong(), random.nextLong()));
  }

  /** A job that may wait, and may run on a card or a core that may be somebody else's too. */
  static Work work(OrgId org, String flavour, List<FleetNode> nodes, Random random) {
    boolean runs = random.nextInt(4) > 0;
    Shape shape = shape(flavour);
    Held held =
        new Held(
            new AttemptId(new UUID(random.nextLong(), random.nextLong())),
            new JobId(new UUID(random.nextLong(), random.nextLong())),
            org,
            nodes.get(random.nextInt(nodes.size())).name(),
            shape.milliCards() > 0 ? List.of(random.nextInt(8)) : List.of(),
            shape.cardMilli(),
            shape.milliCores(),
            shape.memoryMiB());
    return new Work(
        org, flavour, Duration.ofSeconds(random.nextInt(2_000)), runs ? List.of(held) : List.of());
  }

  static Shape shape(String flavour) {
    return java.util.Objects.requireNonNull(SHAPES.get(flavour));
  }

  World with(Work more) {
    List<Work> all = new ArrayList<>(jobs);
    all.add(more);
    return new World(nodes, all);
  }

  List<Held> held() {
    return jobs.stream().flatMap(it -> it.held().stream()).toList();
  }

  int jobsOf(String flavour, boolean running) {
    return of(flavour, running).size();
  }

  int organisationsOf(String flavour, boolean running) {
    return (int) of(flavour, running).stream().map(Work::org).distinct().count();
  }

  private List<Work> of(String flavour, boolean running) {
    return jobs.stream()
        .filter(it -> it.flavour().equals(flavour) && it.held().isEmpty() != running)
        .toList();
  }

  Seen seen() {
    Map<String, Line> queued = new HashMap<>();
    Map<String, Waits> waits = new HashMap<>();
    for (String flavour : SHAPES.keySet()) {
      queued.put(flavour, new Line(jobsOf(flavour, false), organisationsOf(flavour, false)));
      List<Duration> times =
          of(flavour, true).stream().map(Work::waited).sorted().collect(Collectors.toList());
      if (!times.isEmpty()) {
        waits.put(
            flavour,
            new Waits(
                times.size(),
                organisationsOf(flavour, true),
                times.get((times.size() - 1) / 2),
                times.getLast()));
      }
    }
    LoadSample load = LoadSample.of(NOW, nodes, held(), 0, 0);
    return new Seen(
        PublicView.load(load),
        PublicView.hour(load),
        PublicView.flavours(
            List.of(
                new Offer("cpu.small", SMALL, BigDecimal.ONE),
                new Offer("ascend.1", CARD, BigDecimal.TEN)),
            nodes,
            held(),
            queued,
            waits));
  }
}
