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
  private final Access access;
  private final JdbcClient jdbc;

  Tenants(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
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
