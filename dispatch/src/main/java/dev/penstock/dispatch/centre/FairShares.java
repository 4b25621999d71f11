package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each queue of a tree deserves of one resource, by hierarchical weighted max-min fairness
 * (Bertsekas and Gallager, Data Networks, 2nd edition, 6.5.2, with weights). At each level the
 * guarantees come first, and the rest goes by weight to the siblings that still ask; nobody is
 * given more than it asks for, nor more than its limit. Where there is less than is guaranteed, the
 * guarantees shrink alike.
 *
 * <p>Amounts are whole, in whatever part of the resource the caller counts. All that is asked for
 * within the limits is given out as far as there is any; siblings that ask for more differ from
 * their exact share by less than one.
 */
public final class FairShares {
  private final Map<String, Share> shares = new LinkedHashMap<>();

  private FairShares() {}

  /**
   * A queue, with what is used and asked for of the resource.
   *
   * @param name unique in the tree
   * @param parent the queue above it; null for one at the top
   * @param weight its part of what is not guaranteed, against its siblings'; more than 0
   * @param guaranteed what it gets whenever it asks, 0 or more
   * @param limit the most that it may hold; {@link Long#MAX_VALUE} for no limit
   * @param used what its own work holds, apart from that of the queues below it
   * @param waiting what its own work that waits would hold besides
   */
  public record Part(
      String name,
      @Nullable String parent,
      double weight,
      long guaranteed,
      long limit,
      long used,
      long waiting) {
    public Part {
      if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "queue %s: weight is %s: give more than 0".formatted(name, weight));
      }
      if (guaranteed < 0 || limit < 0 || used < 0 || waiting < 0) {
        throw new IllegalArgumentException(
            "queue %s: guaranteed %d, limit %d, used %d, waiting %d: give 0 or more"
                .formatted(name, guaranteed, limit, used, waiting));
      }
    }
  }

  /**
   * How a queue stands, with all that is below it.
   *
   * @param used what is held
   * @param waiting what would be held besides, if there were room
   * @param guaranteed what it gets whenever it asks
   * @param deserved what it would hold if all that is used and waits were divided anew
   * @param borrowed what it holds beyond what is guaranteed
   */
  public record Share(long used, long waiting, long guaranteed, long deserved, long borrowed) {}

  /**
   * A queue with those below it.
   *
   * @param name null for a queue's own work beside the queues below it
   * @param asks what is used and waits, as far as the limits allow
   */
  private record Branch(
      @Nullable String name,
      double weight,
      long guaranteed,
      long used,
      long waiting,
      long asks,
      List<Branch> below) {
    long entitled() {
      return Math.min(guaranteed, asks);
    }
  }

  /**
   * Divides a resource.
   *
   * @param total how much there is of it, 0 or more
   * @param parts every queue, in any order
   * @return the share of each, by name
   * @throws IllegalArgumentException when a name is there twice, or a parent is not there or lies
   *     below its own queue
   */
  public static Map<String, Share> divide(long total, List<Part> parts) {
    if (total < 0) {
      throw new IllegalArgumentException("there is %d to divide: give 0 or more".formatted(total));
    }
    Map<String, List<Part>> below = new LinkedHashMap<>();
    parts.forEach(part -> below.put(part.name, new ArrayList<>()));
    if (below.size() < parts.size()) {
      throw new IllegalArgumentException("several queues have the same name");
    }
    List<Part> top = new ArrayList<>();
    for (Part part : parts) {
      List<Part> siblings = part.parent == null ? top : below.get(part.parent);
      if (siblings == null) {
        throw new IllegalArgumentException(
            "queue %s: there is no queue %s above it".formatted(part.name, part.parent));
      }
      siblings.add(part);
    }
    FairShares result = new FairShares();
    result.give(total, top.stream().map(part -> branch(part, below)).toList());
    if (result.shares.size() < parts.size()) {
      throw new IllegalArgumentException("some queues lie below themselves");
    }
    return result.shares;
  }

  private static Branch branch(Part part, Map<String, List<Part>> all) {
    List<Branch> below = new ArrayList<>();
    List<Part> parts = all.getOrDefault(part.name, List.of());
    parts.forEach(it -> below.add(branch(it, all)));
    if (!parts.isEmpty() && part.used + part.waiting > 0) {
      // its own work stands beside the queues below it, as one of them
      long own = part.used + part.waiting;
      below.add(new Branch(null, 1, 0, part.used, part.waiting, own, List.of()));
    }
    long asks =
        below.isEmpty() ? part.used + part.waiting : below.stream().mapToLong(Branch::asks).sum();
    return new Branch(
        part.name,
        part.weight,
        part.guaranteed,
        below.isEmpty() ? part.used : below.stream().mapToLong(Branch::used).sum(),
        below.isEmpty() ? part.waiting : below.stream().mapToLong(Branch::waiting).sum(),
        Math.min(part.limit, asks),
        below);
  }

  private void deserve(Branch branch, long amount) {
    if (branch.name != null) {
      shares.put(
          branch.name,
          new Share(
              branch.used,
              branch.waiting,
              branch.guaranteed,
              amount,
              Math.max(0, branch.used - branch.guaranteed)));
    }
    give(amount, branch.below);
  }

  private void give(long amount, List<Branch> siblings) {
    long[] given = new long[siblings.size()];
    long rest = fill(amount, siblings, given, Branch::guaranteed, Branch::entitled);
    fill(rest, siblings, given, Branch::weight, Branch::asks);
    for (int i = 0; i < given.length; i++) {
      deserve(siblings.get(i), given[i]);
    }
  }

  /**
   * Adds to what is given, by weight, until everybody has its most or nothing is left.
   *
   * @return what is left
   */
  private static long fill(
      long amount,
      List<Branch> siblings,
      long[] given,
      ToDoubleFunction<Branch> weight,
      ToLongFunction<Branch> most) {
    // those that are satisfied first come first, and leave what they don't take to the others
    List<Integer> order =
        IntStream.range(0, given.length)
            .filter(i -> most.applyAsLong(siblings.get(i)) > given[i])
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i ->
                        (most.applyAsLong(siblings.get(i)) - given[i])
                            / weight.applyAsDouble(siblings.get(i))))
            .toList();
    double weights = order.stream().mapToDouble(i -> weight.applyAsDouble(siblings.get(i))).sum();
    long rest = amount;
    for (int i : order) {
      double own = weight.applyAsDouble(siblings.get(i));
      long fair = own >= weights ? rest : Math.min(rest, (long) (rest * (own / weights)));
      long more = Math.min(fair, most.applyAsLong(siblings.get(i)) - given[i]);
      given[i] += more;
      rest -= more;
      weights -= own;
    }
    // what rounding left over
    for (int i : order) {
      long more = Math.min(rest, most.applyAsLong(siblings.get(i)) - given[i]);
      given[i] += more;
      rest -= more;
    }
    return rest;
  }
}
