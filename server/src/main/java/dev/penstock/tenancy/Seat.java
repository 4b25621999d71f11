package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person's place in an organisation. */
record Seat(
    OrgId org,
    String orgName,
    OrganisationKind kind,
    OrganisationState state,
    @Nullable String reason,
    Set<Role> roles) {

  /**
   * Goes on only when the organisation may use the centre.
   *
   * @throws ProblemException forbidden, saying what is waited for
   */
  void requireApproved() {
    switch (state) {
      case APPROVED -> {}
      case APPLIED ->
          throw Problems.forbidden(
              "\"%s\" waits for approval by the centre's operator".formatted(orgName),
              "wait for the decision; GET /v1/organisation shows the state");
      case REJECTED ->
          throw Problems.forbidden(
              "the application of \"%s\" was rejected: %s".formatted(orgName, reason),
              "apply again with what was missing");
      case SUSPENDED ->
          throw Problems.forbidden(
              "\"%s\" is suspended: %s".formatted(orgName, reason), "ask the centre's operator");
    }
  }
}
