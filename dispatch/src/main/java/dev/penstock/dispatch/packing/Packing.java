package dev.penstock.dispatch.packing;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The policies by name. */
public enum Packing {
  /** The first node with room. */
  FIRST_FIT,
  /** Any node with room; a baseline. */
  RANDOM,
  /** The node with the least left. */
  BEST_FIT,
  /** Fragmentation gradient descent. */
  FGD,
  /** What a node is worth to the tasks to come. */
  NODE_VALUE;

  /** Its name in commands, such as {@code best-fit}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The policy of this name.
   *
   * @throws IllegalArgumentException naming all
   */
  public static Packing parse(String code) {
    return Arrays.stream(values())
        .filter(it -> it.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "policy is \"%s\": give one of %s"
                        .formatted(
                            code,
                            Arrays.stream(values())
                                .map(Packing::code)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The policy for a mix.
   *
   * @param mix how often each kind of task comes
   * @param random used by {@link #RANDOM} alone
   */
  public Scorer.Policy policy(Mix mix, RandomGenerator random) {
    return switch (this) {
      case FIRST_FIT -> FirstFit::new;
      case RANDOM -> pool -> new RandomFit(pool, random);
      case BEST_FIT -> BestFit::new;
      case FGD -> pool -> new FragmentationDescent(pool, mix);
      case NODE_VALUE -> pool -> new NodeValue(pool, mix);
    };
  }
}
