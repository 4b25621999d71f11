package dev.penstock.bench.simulate.variant;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be played side by side: each policy of {@code --policy} with the options as
 * given, then each {@code --what-if "LABEL: OPTIONS"}, whose options take the place of the others.
 */
public final class Variants {
  /** The options of a variant, and what makes more of them. */
  public static final Set<String> OPTIONS =
      Set.of(
          "policy",
          "more-nodes",
          "nodes-scale",
          "quota",
          "faults",
          "checkpoint",
          "what-if",
          "seed");

  private static final Set<String> WITHIN =
      Set.of("policy", "more-nodes", "nodes-scale", "quota", "faults", "checkpoint");
  private static final int MOST_NODES = 1_000_000;

  private Variants() {}

  /**
   * The variants, in the order of their columns.
   *
   * @param policies the names that are known
   * @param otherwise the policies where none is named
   * @throws Misused when an option can't be understood
   */
  public static List<Variant> of(Arguments arguments, List<String> policies, List<String> otherwise)
      throws Misused {
    List<Variant> all = new ArrayList<>(read(arguments, null, policies, otherwise));
    for (String text : arguments.all("what-if")) {
      int colon = text.indexOf(':');
      String label = colon < 0 ? "" : text.substring(0, colon).strip();
      if (label.isEmpty()) {
        throw new Misused(
            "--what-if: \"%s\" must be a label, a colon and options, such as \"ten more: --more-nodes 10\""
                .formatted(text));
      }
      all.addAll(whatIf(arguments, text, label, colon, policies, otherwise));
    }
    Set<String> labels = new HashSet<>();
    for (Variant it : all) {
      if (!labels.add(it.label())) {
        throw new Misused(
            "--what-if: \"%s\" is there twice; give each variant a label of its own"
                .formatted(it.label()));
      }
    }
    return all;
  }

  private static List<Variant> whatIf(
      Arguments arguments,
      String text,
      String label,
      int colon,
      List<String> policies,
      List<String> otherwise)
      throws Misused {
    try {
      List<String> words = List.of(text.substring(colon + 1).strip().split("\\s+"));
      Arguments own = Arguments.of(words, Set.of());
      own.only(WITHIN, words.equals(List.of("")) ? 1 : 0);
      Map<String, List<String>> merged = new HashMap<>(arguments.values());
      merged.putAll(own.values());
      return read(new Arguments(words, List.of(), merged), label, policies, otherwise);
    } catch (Misused e) {
      throw new Misused("--what-if \"%s\": %s".formatted(text, e.getMessage()));
    }
  }

  private static List<Variant> read(
      Arguments arguments, @Nullable String label, List<String> policies, List<String> otherwise)
      throws Misused {
    List<String> named = arguments.has("policy") ? arguments.list("policy") : otherwise;
    int more = arguments.number("more-nodes", 0, -MOST_NODES, MOST_NODES);
    double scale = arguments.decimal("nodes-scale", 1, 0.001, 1_000);
    String hours = arguments.text("faults", "none");
    if (arguments.has("checkpoint") && !arguments.has("faults") && !arguments.has("what-if")) {
      throw new Misused("--checkpoint: it needs --faults, without which no job loses work");
    }
    Faults faults =
        hours.equals("none") ? null : Faults.of(hours, arguments.text("checkpoint", "60"));
    Map<String, Integer> quotas = quotas(arguments.list("quota"));
    List<Variant> variants = new ArrayList<>();
    for (String policy : named) {
      if (!policies.contains(policy)) {
        throw new Misused("--policy: \"%s\" is unknown; known are %s".formatted(policy, policies));
      }
      String head = label == null ? policy : named.size() == 1 ? label : label + ", " + policy;
      variants.add(new Variant(head, policy, more, scale, quotas, faults));
    }
    return variants;
  }

  private static Map<String, Integer> quotas(List<String> texts) throws Misused {
    Map<String, Integer> quotas = new TreeMap<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      String nodes = text.substring(equals + 1);
      if (equals < 1 || !nodes.matches("\\d{1,6}") || Integer.parseInt(nodes) < 1) {
        throw new Misused(
            "--quota: \"%s\" must be a queue, = and its number of nodes, 1 or more, such as vision=12"
                .formatted(text));
      }
      if (quotas.put(text.substring(0, equals), Integer.parseInt(nodes)) != null) {
        throw new Misused("--quota: \"%s\" is there twice".formatted(text.substring(0, equals)));
      }
    }
    return quotas;
  }
}
