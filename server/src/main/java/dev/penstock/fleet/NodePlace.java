package dev.penstock.fleet;

import dev.penstock.engines.NodeInfo;
import dev.penstock.shared.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a node hangs, as its operator says. What is left out stays as it is; an empty text takes
 * back what was said, so that what the engine knows counts again.
 *
 * @param network the switch
 * @param superNode the super-node
 * @param ringCards how many of its cards work together as one group; 0 where any of them do
 * @param labels what selectors look for, by name; an empty value removes the label
 */
record NodePlace(
    @Nullable String network,
    @Nullable String superNode,
    @Nullable Integer ringCards,
    @Nullable Map<String, String> labels) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
  private static final String HINT =
      "give 1 to 63 letters, digits and . _ / - with a letter or digit at both ends";
  private static final int MOST_LABELS = 64;

  NodePlace {
    Map<String, String> copy = null;
    if (labels != null) {
      copy = new TreeMap<>(labels);
      copy.replaceAll((label, value) -> value == null ? "" : value);
    }
    labels = copy;
  }

  /** What holds, of all that was said and is known. */
  record Known(
      @Nullable String network,
      @Nullable String superNode,
      int ringCards,
      Map<String, String> labels) {}

  /**
   * Goes on only when the node can be placed so.
   *
   * @throws dev.penstock.shared.ProblemException when it can't; names the field
   */
  void check(FleetNode node) {
    check("network", network);
    check("superNode", superNode);
    int cards = node.cards().size();
    if (ringCards != null
        && (ringCards < 0 || (ringCards > 0 && (cards == 0 || cards % ringCards != 0)))) {
      throw Problems.invalid(
          "ringCards",
          ringCards.toString(),
          "the node has %d cards; give a number that divides them into groups, or 0 for none"
              .formatted(cards));
    }
    labelsOrNone()
        .forEach(
            (name, value) -> {
              if (!NAME.matcher(name).matches()) {
                throw Problems.invalid("labels", name, HINT);
              }
              check("labels." + name, value);
            });
    Map<String, String> all = new TreeMap<>(node.labels());
    all.putAll(labelsOrNone());
    all.values().removeIf(String::isEmpty);
    if (all.size() > MOST_LABELS) {
      throw Problems.invalid(
          "labels", String.valueOf(all.size()), "a node has at most %d".formatted(MOST_LABELS));
    }
  }

  private static void check(String field, @Nullable String name) {
    if (name != null && !name.isEmpty() && !NAME.matcher(name).matches()) {
      throw Problems.invalid(field, name, HINT);
    }
  }

  Map<String, String> labelsOrNone() {
    return labels == null ? Map.of() : labels;
  }

  /** What holds beside what the engine knows. */
  Known over(Map<String, String> engine, int cards) {
    Map<String, String> all = new TreeMap<>(engine);
    String network = either(this.network, all.remove(NodeInfo.SWITCH));
    String superNode = either(this.superNode, all.remove(NodeInfo.SUPER_NODE));
    int known = number(all.remove(NodeInfo.RING_CARDS));
    int ring = ringCards == null ? known : ringCards;
    all.putAll(labelsOrNone());
    all.values().removeIf(String::isEmpty);
    return new Known(
        network, superNode, ring > 0 && cards % ring == 0 && cards > 0 ? ring : 0, all);
  }

  private static @Nullable String either(@Nullable String said, @Nullable String known) {
    return said == null || said.isEmpty() ? known : said;
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** What was said, for the audit log. */
  Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    if (network != null) {
      told.put("network", network);
    }
    if (superNode != null) {
      told.put("superNode", superNode);
    }
    if (ringCards != null) {
      told.put("ringCards", ringCards.toString());
    }
    labelsOrNone().forEach((name, value) -> told.put("labels." + name, value));
    return told;
  }
}
