package dev.penstock.dispatch.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.dispatch.centre.FairShares.Part;
import dev.penstock.dispatch.centre.FairShares.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class FairSharesTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private static Part leaf(String name, @Nullable String parent, long guaranteed, long asks) {
    return new Part(name, parent, 1, guaranteed, NO_LIMIT, 0, asks);
  }

  private static Map<String, Long> deserved(long total, Part... parts) {
    return map(FairShares.divide(total, List.of(parts)), Share::deserved);
  }

  private static Map<String, Long> map(Map<String, Share> shares, ToLongFunction<Share> figure) {
    Map<String, Long> result = new HashMap<>();
    shares.forEach((name, share) -> result.put(name, figure.applyAsLong(share)));
    return result;
  }

  @Test
  void dividesAlikeAmongThoseThatAsk() {
    assertThat(deserved(12, leaf("a", null, 0, 20), leaf("b", null, 0, 2), leaf("c", null, 0, 20)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 5L, "b", 2L, "c", 5L));
  }

  @Test
  void dividesByWeightWhatIsNotGuaranteed() {
    assertThat(
            deserved(
                100,
                new Part("a", null, 3, 40, NO_LIMIT, 0, 1000),
                new Part("b", null, 1, 20, NO_LIMIT, 0, 1000)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 70L, "b", 30L));
  }

  @Test
  void lendsAGuaranteeThatNobodyAsksFor() {
    assertThat(deserved(16, leaf("idle", null, 16, 0), leaf("busy", null, 0, 16)))
        .containsEntry("busy", 16L)
        .containsEntry("idle", 0L);
  }

  @Test
  void shrinksGuaranteesAlikeWhereThereIsLess() {
    assertThat(deserved(8, leaf("a", null, 12, 12), leaf("b", null, 4, 4)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 6L, "b", 2L));
  }

  @Test
  void keepsToTheLimitOfAQueueAndOfThoseAbove() {
    assertThat(
            deserved(
                100,
                new Part("org", null, 1, 0, 10, 0, 0),
                new Part("p", "org", 1, 0, 4, 0, 50),
                leaf("q", "org", 0, 50),
                leaf("other", null, 0, 30)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("org", 10L, "p", 4L, "q", 6L, "other", 30L));
  }

  @Test
  void countsAQueuesOwnWorkBesideThatBelow() {
    Map<String, Share> shares =
        FairShares.divide(
            10,
            List.of(
                new Part("org", null, 1, 3, NO_LIMIT, 4, 6),
                new Part("project", "org", 1, 0, NO_LIMIT, 1, 9)));
    assertThat(shares.get("org")).isEqualTo(new Share(5, 15, 3, 10, 2));
    assertThat(shares.get("project")).isEqualTo(new Share(1, 9, 0, 5, 1));
  }

  @Test
  void saysWhatIsWrongWithATree() {
    assertThatThrownBy(() -> deserved(1, leaf("a", "b", 0, 0))).hasMessageContaining("queue b");
    assertThatThrownBy(() -> deserved(1, leaf("a", null, 0, 0), leaf("a", null, 0, 0)))
        .hasMessageContaining("same name");
    assertThatThrownBy(() -> deserved(1, leaf("a", "b", 0, 0), leaf("b", "a", 0, 0)))
        .hasMessageContaining("below themselves");
    assertThatThrownBy(() -> new Part("a", null, 0, 0, 0, 0, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> new Part("a", null, 1, -1, 0, 0, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> FairShares.divide(-1, List.of())).hasMessageContaining("-1");
  }

  @RepeatedTest(300)
  void givesWhatIsAskedForAsFarAsThereIsAny(RepetitionInfo run) {
    Tree tree = Tree.random(new Random(run.getCurrentRepetition()));
    Map<String, Share> shares = FairShares.divide(tree.total, tree.parts);
    assertThat(sum(tree, null, it -> share(shares, it).deserved()))
        .isEqualTo(Math.min(tree.total, sum(tree, null, tree::asks)));
    for (Part part : tree.parts) {
      Share own = share(shares, part);
      assertThat(own.deserved()).isBetween(0L, tree.asks(part));
      assertThat(own.borrowed()).isEqualTo(Math.max(0, own.used() - own.guaranteed()));
      if (!tree.below(part.name()).isEmpty()) {
        assertThat(sum(tree, part.name(), it -> share(shares, it).deserved()))
            .isEqualTo(own.deserved());
        assertThat(sum(tree, part.name(), it -> share(shares, it).used())).isEqualTo(own.used());
      }
    }
  }

  @RepeatedTest(300)
  void givesWhatIsGuaranteedWhereThereIsEnough(RepetitionInfo run) {
    Tree tree = Tree.random(new Random(run.getCurrentRepetition()));
    Map<String, Share> shares = FairShares.divide(tree.total, tree.parts);
    for (String above : tree.parents()) {
      long there = above.isEmpty() ? tree.total : deserved(shares, above);
      String parent = above.isEmpty() ? null : above;
      if (sum(tree, parent, tree::entitled) <= there) {
        assertThat(tree.below(parent))
            .allSatisfy(
                it ->
                    assertThat(share(shares, it).deserved())
                        .isGreaterThanOrEqualTo(tree.entitled(it)));
      }
    }
  }

  @RepeatedTest(300)
  void givesSiblingsThatStillAskTheSameForTheirWeight(RepetitionInfo run) {
    Tree tree = Tree.random(new Random(run.getCurrentRepetition()));
    Map<String, Share> shares = FairShares.divide(tree.total, tree.parts);
    for (String above : tree.parents()) {
      List<Part> hungry =
          tree.below(above.isEmpty() ? null : above).stream()
              .filter(it -> share(shares, it).deserved() < tree.asks(it))
              .filter(it -> share(shares, it).deserved() > tree.entitled(it))
              .toList();
      for (Part one : hungry) {
        for (Part other : hungry) {
          double mine = (share(shares, one).deserved() - tree.entitled(one)) / one.weight();
          double theirs = (share(shares, other).deserved() - tree.entitled(other)) / other.weight();
          assertThat(mine).isCloseTo(theirs, within(1 / one.weight() + 1 / other.weight()));
        }
      }
    }
  }

  @RepeatedTest(300)
  void agreesWithRaisingTheWaterLittleByLittle(RepetitionInfo run) {
    Tree tree = Tree.random(new Random(run.getCurrentRepetition()));
    Map<String, Share> shares = FairShares.divide(tree.total, tree.parts);
    Map<String, Double> exact = new HashMap<>();
    tree.pour((double) tree.total, null, exact);
    // each level of the three rounds by less than one
    exact.forEach(
        (name, amount) ->
            assertThat((double) deserved(shares, name)).as(name).isCloseTo(amount, within(3.0)));
    assertThat(exact).hasSameSizeAs(shares);
  }

  private static Share share(Map<String, Share> shares, Part part) {
    return java.util.Objects.requireNonNull(shares.get(part.name()));
  }

  private static long deserved(Map<String, Share> shares, String name) {
    return java.util.Objects.requireNonNull(shares.get(name)).deserved();
  }

  private static long sum(Tree tree, @Nullable String parent, Function<Part, Long> figure) {
    return tree.below(parent).stream().mapToLong(figure::apply).sum();
  }

  /** A tree of three levels made by chance, and the plainest way to divide among it. */
  private record Tree(long total, List<Part> parts) {

    static Tree random(Random random) {
      List<Part> parts = new ArrayList<>();
      grow(parts, null, 3, random);
      return new Tree(random.nextInt(2000), parts);
    }

    private static void grow(List<Part> parts, @Nullable String above, int levels, Random random) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        String name = above == null ? "q" + i : above + "." + i;
        boolean inner = levels > 1 && random.nextBoolean();
        parts.add(
            new Part(
                name,
                above,
                List.of(0.5, 1.0, 2.0, 3.0).get(random.nextInt(4)),
                random.nextInt(3) * 50L,
                random.nextInt(3) == 0 ? random.nextInt(300) : NO_LIMIT,
                inner ? 0 : random.nextInt(200),
                inner ? 0 : random.nextInt(3) * 150L));
        if (inner) {
          grow(parts, name, levels - 1, random);
        }
      }
    }

    List<Part> below(@Nullable String parent) {
      return parts.stream().filter(it -> java.util.Objects.equals(it.parent(), parent)).toList();
    }

    /** The names of all that have something below; empty for the top. */
    List<String> parents() {
      return parts.stream().map(it -> it.parent() == null ? "" : it.parent()).distinct().toList();
    }

    long asks(Part part) {
      long own = part.used() + part.waiting();
      long below = below(part.name()).stream().mapToLong(this::asks).sum();
      return Math.min(part.limit(), own + below);
    }

    long entitled(Part part) {
      return Math.min(part.guaranteed(), asks(part));
    }

    void pour(double amount, @Nullable String parent, Map<String, Double> exact) {
      List<Part> siblings = below(parent);
      double guarantees = siblings.stream().mapToLong(this::entitled).sum();
      Function<Double, List<Double>> level =
          guarantees > amount
              ? it ->
                  siblings.stream()
                      .map(p -> Math.min((double) entitled(p), it * p.guaranteed()))
                      .toList()
              : it ->
                  siblings.stream()
                      .map(p -> Math.min((double) asks(p), entitled(p) + it * p.weight()))
                      .toList();
      double low = 0;
      double high = 1e6;
      for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        double poured = level.apply(middle).stream().mapToDouble(Double::doubleValue).sum();
        if (poured > amount) {
          high = middle;
        } else {
          low = middle;
        }
      }
      List<Double> given = level.apply(low);
      for (int i = 0; i < given.size(); i++) {
        exact.put(siblings.get(i).name(), given.get(i));
        pour(given.get(i), siblings.get(i).name(), exact);
      }
    }
  }
}
