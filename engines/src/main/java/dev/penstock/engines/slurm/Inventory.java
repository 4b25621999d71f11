package dev.penstock.engines.slurm;

import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes of the partition, as slurmctld knows them. */
final class Inventory {
  private static final Logger log = LoggerFactory.getLogger(Inventory.class);
  private static final Duration SWITCHES_LIVE = Duration.ofMinutes(5);

  private final SlurmSettings settings;
  private final SlurmControl control;
  private final InstantSource clock;
  private volatile Map<String, SlurmNode> known = Map.of();
  private volatile Map<String, String> switches = Map.of();
  private volatile @Nullable Instant switchesAt;

  Inventory(SlurmSettings settings, SlurmControl control, InstantSource clock) {
    this.settings = settings;
    this.control = control;
    this.clock = clock;
  }

  /** Those that there are, also those on which Slurm starts nothing now. */
  List<NodeInfo> nodes() {
    Map<String, String> hang = switches();
    return refresh().values().stream()
        .filter(SlurmNode::exists)
        .map(node -> info(node, hang.get(node.name())))
        .toList();
  }

  private Map<String, SlurmNode> refresh() {
    Map<String, SlurmNode> fresh = new TreeMap<>();
    for (SlurmNode node : control.nodes()) {
      if (node.partitions().contains(settings.partition())) {
        fresh.put(node.name(), node);
      }
    }
    known = fresh;
    return fresh;
  }

  /** What is known of all nodes of the partition, asked for when nothing is. */
  Map<String, SlurmNode> known() {
    Map<String, SlurmNode> now = known;
    return now.isEmpty() ? refresh() : now;
  }

  private NodeInfo info(SlurmNode node, @Nullable String leaf) {
    List<CardInfo> cards = new ArrayList<>();
    for (int i = 0; i < node.gres().count(); i++) {
      cards.add(new CardInfo(i, model(node.gres()), true, 0, ""));
    }
    Map<String, String> labels = new HashMap<>();
    if (leaf != null) {
      labels.put(NodeInfo.SWITCH, leaf);
    }
    if (settings.ringCards() > 0 && !cards.isEmpty()) {
      labels.put(NodeInfo.RING_CARDS, Integer.toString(settings.ringCards()));
    }
    return new NodeInfo(
        node.name(),
        node.address().isEmpty() ? node.name() : node.address(),
        node.cpus() * 1000L,
        node.memoryMiB() << 20,
        cards,
        node.detail(),
        labels,
        node.service());
  }

  static String model(Gres gres) {
    return gres.type().isEmpty() ? gres.name() : gres.type();
  }

  private Map<String, String> switches() {
    if (settings.slurmConf() == null) {
      return Map.of();
    }
    Instant now = clock.instant();
    Instant at = switchesAt;
    if (at == null || now.isAfter(at.plus(SWITCHES_LIVE))) {
      switchesAt = now;
      try {
        switches = Topology.ask(settings.slurmConf());
      } catch (RuntimeException e) {
        log.warn("Nodes of {} have no switch: {}", settings.name(), e.getMessage());
      }
    }
    return switches;
  }
}
