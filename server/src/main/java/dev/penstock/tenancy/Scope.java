package dev.penstock.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Narrows an API key to a part of what its person may do; it never widens. */
public enum Scope {
  READ(Permission.READ),
  SUBMIT(Permission.READ, Permission.SUBMIT),
  INFER(Permission.INFER),
  ADMINISTER(Permission.READ, Permission.ADMINISTER),
  BILLING(Permission.BILLING_READ),
  OPERATE(Permission.READ, Permission.OPERATE),
  FINANCE(Permission.BILLING_READ, Permission.FINANCE),
  AUDIT(Permission.AUDIT);

  /** Every scope: nothing is narrowed. */
  public static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set, which the checker can't see
  private final Set<Permission> permissions;

  Scope(Permission... permissions) {
    this.permissions = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(permissions)));
  }

  /** What keys with these scopes may do at most. */
  static Set<Permission> permissionsOf(Collection<Scope> scopes) {
    EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
    scopes.forEach(scope -> all.addAll(scope.permissions));
    return all;
  }

  /** The name in the API. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name in the API, in any case. */
  @JsonCreator
  public static Scope parse(String code) {
    return Arrays.stream(values())
        .filter(scope -> scope.code().equalsIgnoreCase(code))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.invalid(
                    "scope",
                    code,
                    "give one of "
                        + Arrays.stream(values())
                            .map(Scope::code)
                            .collect(Collectors.joining(", "))));
  }
}
