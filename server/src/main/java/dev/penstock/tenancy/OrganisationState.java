package dev.penstock.tenancy;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.Arrays;
import java.util.Set;

/** How far an organisation has come. */
public enum OrganisationState {
  /** Waits for an operator's decision. */
  APPLIED,
  /** May use the centre. */
  APPROVED,
  /** Was refused; it may apply again, as a new organisation. */
  REJECTED,
  /** Was approved, and may do nothing for now; what runs goes on. */
  SUSPENDED;

  private Set<OrganisationState> next() {
    return switch (this) {
      case APPLIED -> Set.of(APPROVED, REJECTED);
      case APPROVED -> Set.of(SUSPENDED);
      case SUSPENDED -> Set.of(APPROVED);
      case REJECTED -> Set.of();
    };
  }

  /**
   * The state after this one.
   *
   * @throws ProblemException conflict, when there is no way from here to there
   */
  OrganisationState to(OrganisationState other) {
    if (!next().contains(other)) {
      throw Problems.conflict(
          "state",
          name(),
          "the organisation is %s, so it can't become %s".formatted(this, other),
          next().isEmpty()
              ? "this state is final; the organisation may apply again"
              : "from here it may become " + next());
    }
    return other;
  }

  static OrganisationState parse(String text) {
    return Arrays.stream(values())
        .filter(state -> state.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> Problems.invalid("state", text, "give one of " + Arrays.toString(values())));
  }
}
