package dev.penstock.fleet;

import dev.penstock.shared.Problems;
import java.util.List;
import java.util.stream.Collectors;

/** The runtimes that the centre offers. */
public final class Runtimes {
  private final List<RuntimeSpec> runtimes;

  Runtimes(List<RuntimeSpec> runtimes) {
    this.runtimes = List.copyOf(runtimes);
  }

  /** All of them, as configured. */
  public List<RuntimeSpec> all() {
    return runtimes;
  }

  /**
   * The runtime of this name, or of this name and version ({@code name@version}); of several
   * versions the last configured.
   *
   * @throws dev.penstock.shared.ProblemException when there is none; the known ones are listed
   */
  public RuntimeSpec require(String field, String reference) {
    return runtimes.reversed().stream()
        .filter(it -> it.name().equals(reference) || it.reference().equals(reference))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.invalid(
                    field,
                    reference,
                    "use one of "
                        + runtimes.stream()
                            .map(RuntimeSpec::reference)
                            .collect(Collectors.joining(", "))));
  }
}
