package dev.penstock.jobs;

import dev.penstock.dispatch.Demand;
import dev.penstock.fleet.Flavour;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What would let a job that waits start sooner. */
sealed interface Sooner {
  /** Asks what would start at once. */
  interface Proposals {
    /** The most nodes, fewer than are asked for, with which it would; 0 for none. */
    int mostNodes();

    /** Whether it would with so many nodes and this demand. */
    boolean startsAnew(int nodes, Demand demand);
  }

  /** More would be a catalogue. */
  int MOST_FLAVOURS = 3;

  /** A stable word for programs. */
  String kind();

  /**
   * Fewer nodes, of which there is room for at most so many at once.
   *
   * @param asked what it asks for
   */
  record FewerNodes(int nodes, int asked) implements Sooner {
    @Override
    public String kind() {
      return "fewer-nodes";
    }
  }

  /** As many nodes of another flavour, for which there is room at once. */
  record OtherFlavour(String flavour, int nodes) implements Sooner {
    @Override
    public String kind() {
      return "other-flavour";
    }
  }

  /**
   * Nodes that come back.
   *
   * @param nodes how many could hold it and are drained or lost
   */
  record NodesReturn(int nodes) implements Sooner {
    @Override
    public String kind() {
      return "nodes-return";
    }
  }

  /**
   * Money.
   *
   * @param missing how much more it takes
   * @param hold what is held when it starts
   */
  record TopUp(Money missing, Money hold) implements Sooner {
    @Override
    public String kind() {
      return "top-up";
    }
  }

  /**
   * What else could be asked for so as to start at once; each was asked of the dispatcher.
   *
   * @param whatIf asks it
   * @param own the job's flavour
   * @param nodes how many nodes it asks for
   */
  static List<Sooner> asking(
      Proposals whatIf, Flavour own, int nodes, Collection<Flavour> flavours) {
    List<Sooner> changes = new ArrayList<>();
    int fewer = whatIf.mostNodes();
    if (fewer > 0) {
      changes.add(new FewerNodes(fewer, nodes));
    }
    flavours.stream()
        .filter(it -> !it.name().equals(own.name()) && alike(it, own))
        .sorted(nearest(own))
        .filter(it -> whatIf.startsAnew(nodes, Queues.demand(it.shape())))
        .limit(MOST_FLAVOURS)
        .forEach(it -> changes.add(new OtherFlavour(it.name(), nodes)));
    return changes;
  }

  /** A program for cards needs cards, and one without has no use for them. */
  private static boolean alike(Flavour one, Flavour other) {
    return (one.shape().cardModel() == null) == (other.shape().cardModel() == null);
  }

  /** The same cards first, and of those the most. */
  private static Comparator<Flavour> nearest(Flavour own) {
    Comparator<Flavour> sameFirst =
        Comparator.comparing(
            it -> !Objects.equals(it.shape().cardModel(), own.shape().cardModel()));
    Comparator<Flavour> smallFirst =
        Comparator.comparing(
            it -> Queues.demand(it.shape()),
            Comparator.comparingInt(Demand::cards)
                .thenComparingInt(Demand::cardMilli)
                .thenComparingLong(Demand::milliCores)
                .thenComparingLong(Demand::memoryMiB));
    return sameFirst.thenComparing(smallFirst.reversed()).thenComparing(Flavour::name);
  }
}
