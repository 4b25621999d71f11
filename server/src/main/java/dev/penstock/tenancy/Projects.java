package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The projects that organisations sort their work into. */
@Service
public final class Projects {
  /** The project that every approved organisation has from the start. */
  public static final String DEFAULT = "default";

  private static final Listing PROJECTS =
      Listing.of("createdAt", Listing.Key.id("createdAt", "id"), Listing.Key.text("name", "name"))
          .searching("name");

  private final Access access;
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Projects(Access access, JdbcClient jdbc, Audit audit, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The organisation's project of this id.
   *
   * @throws ProblemException not found, when there is none or it is another organisation's
   */
  public Project require(OrgId org, ProjectId id) {
    return find(org, "id = :key", id.value())
        .orElseThrow(() -> Problems.notFound("project", id.toString()));
  }

  /**
   * The organisation's project of this name.
   *
   * @throws ProblemException not found
   */
  public Project byName(OrgId org, String name) {
    return find(org, "name = :key", name).orElseThrow(() -> Problems.notFound("project", name));
  }

  /**
   * The project for work that names none.
   *
   * @throws ProblemException not found, when the organisation was never approved
   */
  public Project defaultOf(OrgId org) {
    return byName(org, DEFAULT);
  }

  private Optional<Project> find(OrgId org, String condition, Object key) {
    return access.tenant(
        org,
        () ->
            jdbc.sql(
                    "SELECT id, name, created_at FROM tenancy.project WHERE org_id = :org AND "
                        + condition)
                .param("org", org.value())
                .param("key", key)
                .query((row, n) -> project(row))
                .optional());
  }

  Page<Project> list(OrgId org, ListQuery query) {
    return access.tenant(
        org,
        () ->
            PROJECTS
                .page(query)
                .only("org", org.value(), "org_id = :org")
                .read(jdbc, "id, name, created_at", "tenancy.project", (row, n) -> project(row)));
  }

  Project create(Caller caller, String name) {
    caller.require(Permission.ADMINISTER);
    return access.tenant(
        caller.org(),
        () -> {
          Project project = add(caller.org(), Fields.name("name", name));
          audit.record(
              caller,
              "project.created",
              "project",
              project.id().toString(),
              Map.of("name", project.name()));
          return project;
        });
  }

  /** Adds a project within the open transaction. */
  Project add(OrgId org, String name) {
    Project project = new Project(ProjectId.next(), name, Sql.now(clock));
    int added =
        jdbc.sql(
                """
                INSERT INTO tenancy.project (id, org_id, name, created_at)
                VALUES (:id, :org, :name, :now) ON CONFLICT (org_id, name) DO NOTHING
                """)
            .param("id", project.id().value())
            .param("org", org.value())
            .param("name", name)
            .param("now", Sql.at(project.createdAt()))
            .update();
    if (added == 0) {
      throw Problems.conflict(
          "name", name, "there is a project \"%s\" already".formatted(name), "choose another name");
    }
    return project;
  }

  private static Project project(ResultSet row) throws SQLException {
    return new Project(
        new ProjectId(Sql.uuid(row, "id")), row.getString("name"), Sql.instant(row, "created_at"));
  }
}
