package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Card;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Rank;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster calls its accelerators. The names differ by distribution, so that they are
 * configuration.
 *
 * @param profile whose device plugin it is
 * @param resources the resource's name by the beginning of a card's model, the longest that fits
 *     counts; {@code {model}} stands for the model
 * @param shareMemoryMib with HAMi: device memory asked of each whole card, null for all of it
 * @param shareCorePercent with HAMi: cores asked of each whole card, 1 to 100, null for all of them
 */
public record CardNames(
    Profile profile,
    Map<String, String> resources,
    @Nullable Integer shareMemoryMib,
    @Nullable Integer shareCorePercent) {
  private static final List<String> FAMILIES =
      List.of("Ascend910", "Ascend310P", "Ascend310B", "Ascend310");
  private static final Pattern VIRTUAL = Pattern.compile("Ascend(910|310P)-\\d+c.*");

  /** A device plugin. */
  public enum Profile {
    /** Huawei's own: it takes the chosen cards from an annotation of the pod. */
    MINDCLUSTER,
    /** Huawei Cloud's container engine. */
    CCE,
    /** HAMi, which shares cards. */
    HAMI;

    private Map<String, String> ascend() {
      return switch (this) {
        case MINDCLUSTER -> Map.of("Ascend", "huawei.com/{family}");
        case CCE ->
            Map.of(
                "Ascend310", "huawei.com/ascend-310",
                "Ascend910", "huawei.com/ascend-snt9");
        case HAMI -> Map.of("Ascend", "huawei.com/{model}");
      };
    }
  }

  public CardNames {
    resources = Map.copyOf(resources);
    if (shareCorePercent != null && (shareCorePercent < 1 || shareCorePercent > 100)) {
      throw new IllegalArgumentException(
          "shareCorePercent %d: use 1 to 100".formatted(shareCorePercent));
    }
  }

  /** The names that a profile has by default, and NVIDIA's. */
  public static CardNames of(Profile profile) {
    return of(profile, Map.of());
  }

  /** The profile's names, and others that come first. */
  public static CardNames of(Profile profile, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(profile.ascend());
    all.put("NVIDIA", "nvidia.com/gpu");
    all.put("Tesla", "nvidia.com/gpu");
    all.putAll(more);
    return new CardNames(profile, all, null, null);
  }

  /**
   * The resource that cards of a model are counted as.
   *
   * @throws EngineException blame PLATFORM when no name is configured
   */
  String resource(String model) {
    return resources.entrySet().stream()
        .filter(it -> model.regionMatches(true, 0, it.getKey(), 0, it.getKey().length()))
        .max(Comparator.comparingInt(it -> it.getKey().length()))
        .map(it -> it.getValue().replace("{model}", model).replace("{family}", family(model)))
        .orElseThrow(
            () ->
                new EngineException(
                    Blame.PLATFORM,
                    "resources: no resource is named for cards of the model \"%s\". Add one to the engine's resources."
                        .formatted(model)));
  }

  /**
   * MindCluster counts all bins of a chip as one resource, each size of a virtual card as its own.
   */
  static String family(String model) {
    if (virtual(model)) {
      return model;
    }
    for (String family : FAMILIES) {
      if (model.regionMatches(true, 0, family, 0, family.length())) {
        return family;
      }
    }
    return "npu";
  }

  /** Whether it is a part of a card, such as {@code Ascend910-4c}. */
  static boolean virtual(String model) {
    return VIRTUAL.matcher(model).matches();
  }

  /** The resources' names, for quotas; those that name a model take its families. */
  Set<String> fixedResources() {
    Set<String> names = new TreeSet<>();
    for (String name : resources.values()) {
      if (name.contains("{family}")) {
        FAMILIES.forEach(family -> names.add(name.replace("{family}", family)));
      } else if (!name.contains("{")) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether a node's resource of this name is a card, and not a part of one's memory or cores. */
  boolean counts(String resource) {
    if (resource.endsWith("-memory") || resource.endsWith("-core")) {
      return false;
    }
    return resources.values().stream()
        .anyMatch(
            name ->
                resource.equals(name)
                    || (name.contains("{")
                        && resource.startsWith(name.substring(0, name.indexOf('{')) + "Ascend")));
  }

  /** What a rank asks for, by resource. */
  Map<String, Long> requests(Rank rank) {
    Map<String, Long> asked = new TreeMap<>();
    for (Card card : rank.cards()) {
      String resource = resource(card.model());
      asked.merge(resource, 1L, Long::sum);
      if (profile == Profile.HAMI && card.ascend()) {
        if (shareMemoryMib != null) {
          asked.put(resource + "-memory", part(shareMemoryMib, card));
        }
        if (shareCorePercent != null) {
          asked.put(resource + "-core", part(shareCorePercent, card));
        }
      }
    }
    return asked;
  }

  /** At least one: none would mean all of it. */
  private static long part(int whole, Card card) {
    return Math.max(1, (long) whole * card.milli() / Card.WHOLE);
  }

  /** Whether a job can have a part of a card: without a memory to divide it would have it all. */
  boolean shares() {
    return profile == Profile.HAMI && shareMemoryMib != null;
  }

  /** Whether the device plugin takes the very cards that an annotation of the pod names. */
  boolean choosesByAnnotation(Rank rank) {
    return profile == Profile.MINDCLUSTER
        && !rank.cards().isEmpty()
        && rank.cards().getFirst().ascend()
        && !virtual(rank.cards().getFirst().model());
  }
}
