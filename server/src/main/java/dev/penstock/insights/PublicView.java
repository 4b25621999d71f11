package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.insights.PublicStatus.CardShare;
import dev.penstock.insights.PublicStatus.HourOfCards;
import dev.penstock.insights.PublicStatus.LoadShare;
import dev.penstock.insights.PublicStatus.PublicFlavour;
import dev.penstock.insights.PublicStatus.PublicHour;
import dev.penstock.insights.PublicStatus.PublicLoad;
import dev.penstock.jobs.JobFigures.Line;
import dev.penstock.jobs.JobFigures.Waits;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the public sees of the centre, made of what the centre knows. Pure. */
final class PublicView {
  /**
   * A flavour that is for sale.
   *
   * @param perHourYuan what an hour of a node costs
   */
  record Offer(String name, Shape shape, BigDecimal perHourYuan) {}

  private PublicView() {}

  static PublicLoad load(LoadSample now) {
    return new PublicLoad(
        LoadShare.of(now.milliCoresUsed() / 1000, now.milliCoresTotal() / 1000),
        LoadShare.of(now.memoryMiBUsed() / 1024, now.memoryMiBTotal() / 1024),
        now.cards().stream()
            .map(it -> new CardShare(it.model(), LoadShare.of(it.used(), it.total())))
            .toList());
  }

  static PublicHour hour(LoadSample it) {
    return new PublicHour(
        it.at(),
        Discretion.share(it.milliCoresUsed(), it.milliCoresTotal()),
        Discretion.share(it.memoryMiBUsed(), it.memoryMiBTotal()),
        it.cards().stream()
            .map(card -> new HourOfCards(card.model(), Discretion.share(card.used(), card.total())))
            .toList());
  }

  static List<PublicFlavour> flavours(
      List<Offer> offers,
      List<FleetNode> nodes,
      List<Held> held,
      Map<String, Line> queued,
      Map<String, Waits> waits) {
    return offers.stream()
        .map(
            it ->
                flavour(
                    it,
                    Discretion.range(room(nodes, held, it.shape())),
                    room(nodes, List.of(), it.shape()),
                    queued.get(it.name()),
                    waits.get(it.name())))
        .toList();
  }

  private static PublicFlavour flavour(
      Offer offer, String available, long total, @Nullable Line line, @Nullable Waits waits) {
    Shape shape = offer.shape();
    Waits told =
        waits != null && Discretion.isEnough(waits.jobs(), waits.organisations()) ? waits : null;
    return new PublicFlavour(
        offer.name(),
        shape.cardModel(),
        parts(shape.milliCards(), 1000),
        parts(shape.milliCores(), 1000),
        parts(shape.memoryMiB(), 1024),
        offer.perHourYuan().toPlainString(),
        available,
        total,
        line == null ? null : Discretion.queue(line.jobs(), line.organisations()),
        told == null ? null : Discretion.wait(told.p50()),
        told == null ? null : Discretion.wait(told.p90()));
  }

  private static String parts(long amount, int of) {
    return BigDecimal.valueOf(amount)
        .divide(BigDecimal.valueOf(of))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** How many nodes of this shape would find room on nodes that take work. */
  static long room(List<FleetNode> nodes, List<Held> held, Shape shape) {
    return nodes.stream()
        .filter(it -> it.state() == NodeState.READY)
        .filter(it -> it.sharesCards() || !shape.sharesCard())
        .mapToLong(
            it -> room(it, held.stream().filter(h -> h.node().equals(it.name())).toList(), shape))
        .sum();
  }

  private static long room(FleetNode node, List<Held> held, Shape shape) {
    long cores = node.milliCores() - held.stream().mapToLong(Held::milliCores).sum();
    long memory = node.memoryMiB() - held.stream().mapToLong(Held::memoryMiB).sum();
    long room = Math.min(cores / shape.milliCores(), memory / shape.memoryMiB());
    if (shape.milliCards() > 0) {
      long places =
          node.cards().stream()
              .filter(card -> card.healthy() && card.model().equals(shape.cardModel()))
              .mapToLong(card -> free(card, held) / shape.cardMilli())
              .sum();
      room = Math.min(room, places / shape.cards());
    }
    return Math.max(room, 0);
  }

  /** Thousandths of a card. */
  private static int free(NodeCard card, List<Held> held) {
    int used =
        held.stream()
            .filter(it -> it.cards().contains(card.index()))
            .mapToInt(Held::cardMilli)
            .sum();
    return Math.max(0, 1000 - used);
  }
}
