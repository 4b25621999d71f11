package dev.penstock.fleet;

import dev.penstock.shared.Problems;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The flavours that the centre offers. */
public final class Flavours {
  private final SortedMap<String, Flavour> byName = new TreeMap<>();

  Flavours(Collection<Flavour> flavours) {
    flavours.forEach(flavour -> byName.put(flavour.name(), flavour));
  }

  /** All of them, by name. */
  public Collection<Flavour> all() {
    return byName.values();
  }

  /**
   * The flavour of this name.
   *
   * @throws dev.penstock.shared.ProblemException when there is none; the known ones are listed
   */
  public Flavour require(String field, String name) {
    Flavour flavour = byName.get(name);
    if (flavour == null) {
      throw Problems.invalid(field, name, "use one of " + String.join(", ", byName.keySet()));
    }
    return flavour;
  }
}
