package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When and where a workload wants to run. Times are milliseconds since 1970.
 *
 * @param earliest not before that; 0 for at once
 * @param deadline it is to have ended by then; {@link Long#MAX_VALUE} for none
 * @param cheapest it waits for the cheapest hours before its deadline
 * @param priceCeiling it starts only while the cost curve is at or below this, in the curve's own
 *     unit; infinity for any
 * @param topology how near its ranks are
 * @param selectors labels that its nodes must have
 * @param apart no two workloads of this group run on one node; null for none
 * @param after what must have ended before
 */
public record Wishes(
    long earliest,
    long deadline,
    boolean cheapest,
    double priceCeiling,
    Topology topology,
    Map<String, String> selectors,
    @Nullable String apart,
    List<Dependency> after) {
  /** None: now, anywhere. */
  public static final Wishes NONE =
      new Wishes(
          0,
          Long.MAX_VALUE,
          false,
          Double.POSITIVE_INFINITY,
          Topology.NEAR,
          Map.of(),
          null,
          List.of());

  public Wishes {
    selectors = Map.copyOf(selectors);
    after = List.copyOf(after);
  }

  /** The same, on nodes with these labels. */
  public Wishes on(Map<String, String> labels) {
    return new Wishes(earliest, deadline, cheapest, priceCeiling, topology, labels, apart, after);
  }

  /**
   * Another workload that goes before.
   *
   * @param workload its id; one that the kernel does not know holds nobody back
   * @param ok whether it must have ended well; else its end is enough
   */
  public record Dependency(UUID workload, boolean ok) {}
}
