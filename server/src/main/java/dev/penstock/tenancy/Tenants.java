package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
   * An organisation with its projects, as queues are given to them.
   *
   * @param projects their names by id, the oldest first
   */
  public record Branch(OrgId id, String name, Map<ProjectId, String> projects) {}

  /**
   * The organisations that may have work at the centre, the suspended ones too, with their
   * projects, by name. The centre itself is not among them.
   */
  public List<Branch> branches() {
    Map<UUID, Branch> branches = new LinkedHashMap<>();
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    SELECT o.org_id, o.name AS org, p.id, p.name AS project
                    FROM tenancy.organisation o LEFT JOIN tenancy.project p ON p.org_id = o.org_id
                    WHERE o.kind <> ? AND o.state IN ('APPROVED', 'SUSPENDED')
                    ORDER BY o.name, o.org_id, p.id
                    """)
                .param(OrganisationKind.CENTRE.code())
                .query(
                    row -> {
                      UUID org = Sql.uuid(row, "org_id");
                      Branch branch = branches.get(org);
                      if (branch == null) {
                        branch =
                            new Branch(new OrgId(org), row.getString("org"), new LinkedHashMap<>());
                        branches.put(org, branch);
                      }
                      UUID project = row.getObject("id", UUID.class);
                      if (project != null) {
                        branch.projects.put(new ProjectId(project), row.getString("project"));
                      }
                    }));
    return List.copyOf(branches.values());
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
