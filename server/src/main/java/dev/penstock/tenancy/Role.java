package dev.penstock.tenancy;

import static dev.penstock.tenancy.Permission.ADMINISTER;
import static dev.penstock.tenancy.Permission.AUDIT;
import static dev.penstock.tenancy.Permission.BILLING_READ;
import static dev.penstock.tenancy.Permission.INFER;
import static dev.penstock.tenancy.Permission.OPERATE;
import static dev.penstock.tenancy.Permission.READ;
import static dev.penstock.tenancy.Permission.SUBMIT;

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

/** What a member is in an organisation. This is the one table of what each may do. */
public enum Role {
  OWNER(false, READ, SUBMIT, INFER, ADMINISTER, BILLING_READ, AUDIT),
  ADMIN(false, READ, SUBMIT, INFER, ADMINISTER, BILLING_READ, AUDIT),
  MEMBER(false, READ, SUBMIT, INFER),
  VIEWER(false, READ),
  BILLING(false, READ, BILLING_READ),
  OPERATOR(true, READ, ADMINISTER, OPERATE, AUDIT),
  FINANCE(true, READ, BILLING_READ, Permission.FINANCE),
  AUDITOR(true, READ, BILLING_READ, AUDIT);

  private final boolean staff;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set, which the checker can't see
  private final Set<Permission> permissions;

  Role(boolean staff, Permission... permissions) {
    this.staff = staff;
    this.permissions = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(permissions)));
  }

  /** Whether this is a role of the centre's staff; a tenant's member never has one. */
  public boolean isStaff() {
    return staff;
  }

  /** What the role may do. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** What somebody with these roles may do. */
  public static Set<Permission> permissionsOf(Collection<Role> roles) {
    EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> all.addAll(role.permissions));
    return all;
  }

  /** The role that an organisation can't be without. */
  static Role keeper(boolean centre) {
    return centre ? OPERATOR : OWNER;
  }

  /** The name in the API. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name in the API, in any case. */
  @JsonCreator
  public static Role parse(String code) {
    return Arrays.stream(values())
        .filter(role -> role.code().equalsIgnoreCase(code))
        .findFirst()
        .orElseThrow(
            () -> Problems.invalid("role", code, "give one of " + codes(Set.of(values()))));
  }

  static String codes(Collection<Role> roles) {
    return roles.stream().sorted().map(Role::code).collect(Collectors.joining(", "));
  }
}
