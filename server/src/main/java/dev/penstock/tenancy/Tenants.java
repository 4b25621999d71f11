package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which organisations there are, for the staff's acts on them. */
@Service
public final class Tenants {
  private static final String CONTACT =
      """
      SELECT p.email FROM tenancy.membership m JOIN tenancy.person p ON p.id = m.person_id
      WHERE m.org_id = ? AND 'OWNER' = ANY (m.roles) ORDER BY m.added_at, p.id LIMIT 1
      """;

  private final Access access;
  private final JdbcClient jdbc;
  private final OrganisationRows rows;

  Tenants(Access access, JdbcClient jdbc, OrganisationRows rows) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * What is known of an organisation.
   *
   * @throws ProblemException not found
   */
  public TenantProfile profile(OrgId org) {
    return access.operator(
        () -> {
          Organisation it = rows.require(org);
          return new TenantProfile(
              it.id(),
              it.kind(),
              it.name(),
              it.creditCode(),
              it.contactName(),
              jdbc.sql(CONTACT).param(org.value()).query(String.class).optional().orElse(null),
              it.state(),
              it.reason(),
              it.appliedAt(),
              it.decidedAt(),
              jdbc.sql("SELECT count(*) FROM tenancy.membership WHERE org_id = ?")
                  .param(org.value())
                  .query(Integer.class)
                  .single());
        });
  }

  /**
   * Goes on only when there is such an organisation, and it is not the centre itself.
   *
   * @throws ProblemException not found
   */
  public void require(OrgId org) {
    boolean exists =
        access.operator(
            () ->
                jdbc.sql(
                        """
                        SELECT EXISTS (
                          SELECT FROM tenancy.organisation WHERE org_id = ? AND kind <> ?)
                        """)
                    .param(org.value())
                    .param(OrganisationKind.CENTRE.code())
                    .query(Boolean.class)
                    .single());
    if (!exists) {
      throw Problems.notFound("organisation", org.toString());
    }
  }
}
