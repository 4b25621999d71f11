package dev.penstock.dispatch.backfill;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole policy: any order with any backfill and any prediction.
 *
 * @param order in which order jobs wait
 * @param backfill who may go before them
 * @param runTimes how run times are foretold
 */
public record Policy(Order order, Backfill backfill, RunTimes runTimes) {
  /** The policies that have a name, by it. */
  public static Map<String, Policy> named() {
    Map<String, Policy> all = new LinkedHashMap<>();
    Order arrival = new Order.FirstCome();
    RunTimes requested = new RunTimes.Requested();
    all.put("fcfs", new Policy(arrival, new Backfill.None(), requested));
    all.put("easy", new Policy(arrival, new Backfill.Easy(false), requested));
    all.put("easy-sjbf", new Policy(arrival, new Backfill.Easy(true), requested));
    all.put("conservative", new Policy(arrival, new Backfill.Conservative(), requested));
    all.put("best", best());
    return all;
  }

  private static Policy best() {
    return new Policy(
        new Order.Shortest(1, 0, 1.005, 0.053, 104_749),
        new Backfill.Easy(2, 2, false, 1),
        new RunTimes.History(10, 0.714, 2.524, 86, 2.24));
  }
}
