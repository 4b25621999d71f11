package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a token stands for.
 *
 * @param seats where the person may act with it, the default first
 * @param key null for a session
 * @param secondFactor whether the person has enrolled one
 * @param endedAt when it was revoked, or signed out of
 */
record Credential(
    PersonId person,
    String personName,
    List<Seat> seats,
    Set<Scope> scopes,
    @Nullable UUID key,
    @Nullable Instant expiresAt,
    @Nullable Instant endedAt,
    boolean secondFactor) {

  /**
   * The seat to act from.
   *
   * @param wanted an organisation's id as the caller wrote it, null for the default
   * @throws ProblemException unauthenticated when the token is no longer valid, forbidden when
   *     there is no such seat
   */
  Seat seat(Instant now, @Nullable String wanted) {
    String what = key == null ? "session" : "API key";
    if (endedAt != null) {
      throw Problems.unauthenticated(
          "the %s was %s at %s".formatted(what, key == null ? "ended" : "revoked", endedAt));
    }
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      throw Problems.unauthenticated("the %s expired at %s".formatted(what, expiresAt));
    }
    if (seats.isEmpty()) {
      throw key == null
          ? Problems.forbidden(
              personName + " belongs to no organisation",
              "apply for one, or ask to be added to one")
          : Problems.unauthenticated("the person who made this API key has left the organisation");
    }
    if (wanted == null) {
      return seats.getFirst();
    }
    return seats.stream()
        .filter(seat -> seat.org().toString().equals(wanted.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.forbidden(
                    "Penstock-Organisation is \"%s\", which this %s does not belong to"
                        .formatted(wanted, what),
                    "leave the header out, or give one of "
                        + seats.stream().map(Seat::org).map(OrgId::toString).toList()));
  }

  Caller caller(Seat seat) {
    return new Caller(
        person,
        personName,
        seat.org(),
        seat.orgName(),
        seat.kind() == OrganisationKind.CENTRE,
        seat.roles(),
        scopes,
        key);
  }
}
