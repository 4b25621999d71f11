package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node, what runs on it, and for whom room on it is kept. */
final class Place {
  final Pool pool;
  final int index;
  final List<Run> runs = new ArrayList<>();
  final List<Hold> holds = new ArrayList<>();
  private final List<Packer.Spot> faults = new ArrayList<>();
  private Node node;
  private boolean open = true;
  private String network = "";

  Place(Pool pool, int index, Node node) {
    this.pool = pool;
    this.index = index;
    this.node = node;
    set(node);
  }

  Node node() {
    return node;
  }

  /** Its switch, told apart from those of other super-nodes. */
  String network() {
    return network;
  }

  boolean open() {
    return open;
  }

  /** Takes in what has changed; the sizes must be as they were. */
  void set(Node now) {
    node = now;
    network = now.superNode() + '\n' + now.network();
    if (open != now.ready()) {
      open = now.ready();
      if (open) {
        pool.packer.open(index);
      } else {
        pool.packer.close(index);
      }
    }
    setFaults();
  }

  /** Whether it can go on with these figures, or has to be made anew. */
  boolean sameSizes(Node now) {
    return node.cards() == now.cards()
        && node.milliCores() == now.milliCores()
        && node.memoryMiB() == now.memoryMiB()
        && java.util.Objects.equals(node.model(), now.model());
  }

  /** Keeps what is free of faulty cards from being used; what is in use is kept once it is free. */
  private void setFaults() {
    freeOfFaults(~node.faulty());
    for (int left = node.faulty(); left != 0; left &= left - 1) {
      int card = Integer.numberOfTrailingZeros(left);
      int free = card < node.cards() ? pool.free.cardMilli(index, card) : 0;
      if (free > 0) {
        faults.add(pool.packer.put(index, new Task(0, 0, 1, free), 1 << card));
      }
    }
  }

  private void freeOfFaults(int cards) {
    faults.removeIf(
        spot -> {
          boolean concerned = (spot.cards() & cards) != 0;
          if (concerned) {
            pool.packer.end(spot);
          }
          return concerned;
        });
  }

  /** Whether the node has these cards at all. */
  boolean hasCards(int cards) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(cards) <= node.cards();
  }

  /** Takes in what runs there already, on faulty cards too. */
  Packer.Spot put(Task task, int cards) {
    freeOfFaults(cards);
    Packer.Spot spot = pool.packer.put(index, task, cards);
    setFaults();
    return spot;
  }

  /** The wholly free cards, as bits. */
  int freeCards() {
    int bits = 0;
    for (int card = 0; card < node.cards(); card++) {
      if (pool.free.cardMilli(index, card) == Task.WHOLE) {
        bits |= 1 << card;
      }
    }
    return bits;
  }

  boolean fits(Demand demand) {
    return pool.free.fits(index, demand.task()) && ringsAllow(demand);
  }

  boolean ringsAllow(Demand demand) {
    return node.ringCards() == 0
        || !demand.wholeCards()
        || Rings.choose(freeCards(), node.ringCards(), node.cards(), demand.cards()) != 0;
  }

  /** Takes room for the demand, which must fit. */
  Packer.Spot take(Demand demand) {
    return pool.packer.put(index, demand.task(), choose(demand));
  }

  /** The cards that {@link #take} would take, as bits. */
  int choose(Demand demand) {
    return node.ringCards() > 0 && demand.wholeCards()
        ? Rings.choose(freeCards(), node.ringCards(), node.cards(), demand.cards())
        : pool.packer.cards(index, demand.task());
  }

  void giveBack(Packer.Spot spot) {
    pool.packer.end(spot);
    if (node.faulty() != 0) {
      setFaults();
    }
  }

  boolean has(Map<String, String> selectors) {
    return node.labels().entrySet().containsAll(selectors.entrySet());
  }

  /** Whether nothing of the group runs here. */
  boolean isFreeOf(String group) {
    return runs.stream().noneMatch(run -> group.equals(run.job().work().wishes().apart()));
  }
}
