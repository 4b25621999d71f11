package dev.penstock.tenancy;

import static dev.penstock.tenancy.Permission.ADMINISTER;
import static dev.penstock.tenancy.Permission.AUDIT;
import static dev.penstock.tenancy.Permission.BILLING_READ;
import static dev.penstock.tenancy.Permission.FINANCE;
import static dev.penstock.tenancy.Permission.INFER;
import static dev.penstock.tenancy.Permission.OPERATE;
import static dev.penstock.tenancy.Permission.READ;
import static dev.penstock.tenancy.Permission.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallerTest {
  /** Written out a second time on purpose: a change of who may do what is made twice. */
  private static final Map<Role, Set<Permission>> MAY =
      Map.of(
          Role.OWNER, Set.of(READ, SUBMIT, INFER, ADMINISTER, BILLING_READ, AUDIT),
          Role.ADMIN, Set.of(READ, SUBMIT, INFER, ADMINISTER, BILLING_READ, AUDIT),
          Role.MEMBER, Set.of(READ, SUBMIT, INFER),
          Role.VIEWER, Set.of(READ),
          Role.BILLING, Set.of(READ, BILLING_READ),
          Role.OPERATOR, Set.of(READ, ADMINISTER, OPERATE, AUDIT),
          Role.FINANCE, Set.of(READ, BILLING_READ, FINANCE),
          Role.AUDITOR, Set.of(READ, BILLING_READ, AUDIT));

  @ParameterizedTest
  @EnumSource
  void everyRoleMayWhatTheTableSays(Role role) {
    Caller caller = caller(Set.of(role), Scope.ALL);
    for (Permission permission : Permission.values()) {
      boolean may = MAY.getOrDefault(role, Set.of()).contains(permission);
      assertThat(caller.may(permission)).as("%s may %s", role, permission).isEqualTo(may);
      if (may) {
        assertThatCode(() -> caller.require(permission)).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> caller.require(permission))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().detail()).contains(permission.text(), role.code()));
      }
    }
  }

  @Test
  void severalRolesMayWhatAnyOfThemMay() {
    assertThat(caller(Set.of(Role.VIEWER, Role.BILLING), Scope.ALL).permissions())
        .containsExactlyInAnyOrder(READ, BILLING_READ);
  }

  @ParameterizedTest
  @EnumSource
  void noRoleOfATenantMayWhatTheStaffMay(Role role) {
    if (!role.isStaff()) {
      assertThat(role.permissions()).doesNotContain(OPERATE, FINANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScopeNarrowsAndNeverWidens(Scope scope) {
    for (Role role : Role.values()) {
      Set<Permission> narrowed = caller(Set.of(role), Set.of(scope)).permissions();
      assertThat(caller(Set.of(role), Scope.ALL).permissions()).containsAll(narrowed);
    }
    assertThat(caller(Set.of(Role.OWNER), Set.of(Scope.INFER)).permissions())
        .containsExactly(INFER);
    assertThat(caller(Set.of(Role.VIEWER), Set.of(Scope.SUBMIT)).permissions())
        .containsExactly(READ);
  }

  @Test
  void tellsTheKeyFromTheRoleWhenItRefuses() {
    assertThatThrownBy(() -> caller(Set.of(Role.OWNER), Set.of(Scope.READ)).require(SUBMIT))
        .hasMessageContaining("this API key does not reach as far");
    assertThatThrownBy(() -> caller(Set.of(Role.VIEWER), Set.of(Scope.READ)).require(SUBMIT))
        .hasMessageContaining("being viewer");
  }

  private static Caller caller(Set<Role> roles, Set<Scope> scopes) {
    return new Caller(
        PersonId.next(), "Li Wei", OrgId.next(), "Lab", false, roles, scopes, Ids.next());
  }
}
