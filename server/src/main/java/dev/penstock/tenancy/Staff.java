package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The centre's own people: the members of the organisation of kind {@code centre}. */
@Service
public final class Staff {
  /** The account that every installation begins with. */
  public static final String FIRST_OPERATOR = "operator@penstock.local";

  private static final String CENTRE = "Centre";

  private final Access access;
  private final OrganisationRows rows;
  private final People people;
  private final Passwords passwords;
  private final Audit audit;
  private final Clock clock;

  Staff(
      Access access,
      OrganisationRows rows,
      People people,
      Passwords passwords,
      Audit audit,
      Clock clock) {
    this.access = access;
    this.rows = rows;
    this.people = people;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The organisation of the staff.
   *
   * @throws IllegalStateException before the first start has made it
   */
  public OrgId centre() {
    OrgId centre = access.<@Nullable OrgId>system(rows::centre);
    if (centre == null) {
      throw new IllegalStateException("the centre is made at the first start");
    }
    return centre;
  }

  /** A password that nobody chose, for the first account. */
  public static String randomPassword() {
    return Tokens.next("").substring(0, 24);
  }

  /**
   * Makes the centre and its first account, {@link #FIRST_OPERATOR} with every role of the staff,
   * where there is no centre yet.
   *
   * @param password makes the password; it is asked only when the account is made
   * @param keep is given the password before the account exists, so that it can't be lost
   */
  public void createFirstOperator(Supplier<String> password, Consumer<String> keep) {
    if (access.<@Nullable OrgId>system(rows::centre) != null) {
      return;
    }
    String chosen = password.get();
    String hash = passwords.hash(chosen);
    keep.accept(chosen);
    Instant now = Sql.now(clock);
    Organisation centre =
        new Organisation(
            OrgId.next(),
            OrganisationKind.CENTRE,
            CENTRE,
            null,
            FIRST_OPERATOR,
            OrganisationState.APPROVED,
            null,
            now,
            now);
    access.runAsSystem(() -> add(centre, hash));
  }

  private void add(Organisation centre, String hash) {
    People.Person operator = people.add(FIRST_OPERATOR, "Operator", hash, true);
    if (operator == null || !rows.add(centre)) {
      throw new IllegalStateException(
          "there is an account "
              + FIRST_OPERATOR
              + " without a centre, or a second server started");
    }
    Set<Role> roles = Set.of(Role.OPERATOR, Role.FINANCE, Role.AUDITOR);
    rows.addMember(centre.id(), operator.id(), roles);
    audit.append(
        centre.id(),
        new Audit.Actor(operator.id(), operator.name(), centre.id(), null),
        "centre.created",
        "organisation",
        centre.id().toString(),
        Map.of("roles", Role.codes(roles)));
  }
}
