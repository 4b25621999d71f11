package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and for which organisation. A controller method takes it as an argument.
 *
 * @param person who
 * @param personName their name
 * @param org for which organisation; it is approved, but for the few addresses that are open before
 * @param orgName its name
 * @param staff whether the organisation is the centre itself
 * @param roles what the person is there; never empty
 * @param scopes what the key is narrowed to; {@link Scope#ALL} for a session
 * @param key the API key's id, null for a session
 */
public record Caller(
    PersonId person,
    String personName,
    OrgId org,
    String orgName,
    boolean staff,
    Set<Role> roles,
    Set<Scope> scopes,
    @Nullable UUID key) {

  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /** What this caller may do: what the roles give, as far as the key's scopes reach. */
  public Set<Permission> permissions() {
    Set<Permission> may = Role.permissionsOf(roles);
    may.retainAll(Scope.permissionsOf(scopes));
    return may;
  }

  /** Whether this caller may do it. */
  public boolean may(Permission permission) {
    return permissions().contains(permission);
  }

  /**
   * Goes on only when this caller may do it.
   *
   * @throws ProblemException forbidden, naming the permission and who could give it
   */
  public void require(Permission permission) {
    if (may(permission)) {
      return;
    }
    if (key != null && Role.permissionsOf(roles).contains(permission)) {
      throw Problems.forbidden(
          "this API key does not reach as far as \"%s\"".formatted(permission.text()),
          "use a key with a scope that includes it");
    }
    throw Problems.forbidden(
        "%s, being %s in \"%s\", may not \"%s\""
            .formatted(personName, Role.codes(roles), orgName, permission.text()),
        "ask an owner or administrator of the organisation for a role that may");
  }
}
