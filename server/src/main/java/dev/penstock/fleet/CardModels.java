package dev.penstock.fleet;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this centre calls the models of cards that its engines report. Several may be sold as one,
 * such as the bins of a chip; one that is not named here is known by its name in lower case.
 */
final class CardModels {
  private final Map<String, String> byReported = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  CardModels(Map<String, String> byReported) {
    this.byReported.putAll(byReported);
  }

  /** Our name for a model, as flavours and tariffs use it. */
  String of(String reported) {
    return byReported.getOrDefault(
        reported, reported.strip().toLowerCase(Locale.ROOT).replace(' ', '-'));
  }
}
