package dev.penstock.dispatch.centre;

/**
 * A part of a gang: ranks that need the same, each on a node of its own.
 *
 * @param name such as {@code worker}
 * @param least the fewest ranks that it can start with, 1 or more
 * @param wish the most that it can use
 * @param demand what each rank needs
 */
public record Role(String name, int least, int wish, Demand demand) {
  public Role {
    if (least < 1 || wish < least) {
      throw new IllegalArgumentException(
          "role %s: %d to %d ranks; give 1 or more, and no fewer at most than at least"
              .formatted(name, least, wish));
    }
  }
}
