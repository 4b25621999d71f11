package dev.penstock.dispatch.queueing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies by name. */
public final class Policies {
  private static final Map<String, Policy> ALL = new LinkedHashMap<>();

  static {
    List<Step> strict = List.of(new Fill(false, false));
    List<Step> skipping = List.of(new Fill(true, false));
    add(new Policy("fifo", true, Order.FIFO, () -> strict, Lost.FIVE_MINUTES));
    add(new Policy("sjf", true, Order.SHORTEST_TOLD, () -> strict, Lost.FIVE_MINUTES));
    add(
        new Policy(
            "srtf",
            true,
            Order.SHORTEST_TOLD,
            () -> List.of(new RemainingTime()),
            Lost.FORTY_SECONDS));
    add(new Policy("pool-fifo", false, Order.FIFO, () -> strict, Lost.FIVE_MINUTES));
    add(new Policy("pool-skip", false, Order.FIFO, () -> skipping, Lost.FIVE_MINUTES));
    add(new Policy("pool-sjf", false, Order.SHORTEST_TOLD, () -> skipping, Lost.FIVE_MINUTES));
    add(
        new Policy(
            "pool-predicted", false, Order.SHORTEST_PREDICTED, () -> skipping, Lost.FIVE_MINUTES));
    add(new Policy("reclaim", false, Order.FIFO, Policies::reclaim, Lost.FIVE_MINUTES));
    add(new Policy("best", false, Order.FIFO, Policies::best, Lost.FIVE_MINUTES));
  }

  private Policies() {}

  /** Guaranteed shares with borrowing, taken back at once from the youngest borrowers. */
  private static List<Step> reclaim() {
    return List.of(
        new Fill(true, true), new Reclaim(0, Cost.YOUNGEST, false), new Fill(true, false));
  }

  /**
   * Guaranteed shares with borrowing, by predicted rests. The figures were found on a month of
   * Philly, and hold when its arrivals are shifted by 5 minutes and its run times by a tenth.
   */
  private static List<Step> best() {
    Cost fewCards = Cost.longestRest(1, 1, 0.25);
    Cost manyCards = Cost.longestRest(-1, 1, 0.5);
    Fill all = new Fill(true, false);
    return List.of(
        new Fill(true, true),
        new Reclaim(120, fewCards, true),
        all,
        new GangBelowShare(3600, 24, fewCards),
        new ShortOverLong(new ShortOverLong.Terms(30, 1800, 3, 2, 80, 300), manyCards),
        all);
  }

  private static void add(Policy policy) {
    ALL.put(policy.name(), policy);
  }

  /** Their names. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The policy of that name; null when there is none. */
  public static @Nullable Policy named(String name) {
    return ALL.get(name);
  }
}
