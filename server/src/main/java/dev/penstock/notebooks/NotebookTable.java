package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The notebooks' rows. Every method needs an open transaction. */
final class NotebookTable {
  private static final String SELECT = "SELECT * FROM notebooks.notebook ";

  private static final Listing NOTEBOOKS =
      Listing.of(
              "-createdAt",
              Listing.Key.id("createdAt", "id"),
              Listing.Key.text("name", "name"),
              Listing.Key.text("state", "state"))
          .searching("name");

  private final JdbcClient jdbc;

  NotebookTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds the notebook, unless another has its name; says whether it did. */
  boolean insert(Notebook it) {
    return jdbc.sql(
                """
                INSERT INTO notebooks.notebook (id, org_id, project_id, name, flavour, runtime,
                  idle_minutes, state, created_at)
                VALUES (:id, :org, :project, :name, :flavour, :runtime, :idle, :state, :created)
                ON CONFLICT DO NOTHING
                """)
            .param("id", it.id().value())
            .param("org", it.org().value())
            .param("project", it.project().value())
            .param("name", it.name())
            .param("flavour", it.flavour())
            .param("runtime", it.runtime())
            .param("idle", Math.toIntExact(it.idle().toMinutes()))
            .param("state", it.state().name())
            .param("created", time(it.createdAt()))
            .update()
        > 0;
  }

  /** Writes what may change of the notebook, whose row is locked. */
  void update(Notebook it) {
    jdbc.sql(
            """
            UPDATE notebooks.notebook SET state = :state, job_id = :job, reason = :reason,
              last_active_at = :active, warned = :warned, started_at = :started
            WHERE org_id = :org AND id = :id
            """)
        .param("state", it.state().name())
        .param("job", it.job() == null ? null : it.job().value())
        .param("reason", it.reason())
        .param("active", time(it.lastActiveAt()))
        .param("warned", it.warned())
        .param("started", time(it.startedAt()))
        .param("org", it.org().value())
        .param("id", it.id().value())
        .update();
  }

  void delete(Notebook it) {
    jdbc.sql("DELETE FROM notebooks.notebook WHERE org_id = :org AND id = :id")
        .param("org", it.org().value())
        .param("id", it.id().value())
        .update();
  }

  Optional<Notebook> find(OrgId org, NotebookId id) {
    return one(org, id, "");
  }

  Optional<Notebook> lock(OrgId org, NotebookId id) {
    return one(org, id, " FOR UPDATE");
  }

  private Optional<Notebook> one(OrgId org, NotebookId id, String how) {
    return jdbc.sql(SELECT + "WHERE org_id = :org AND id = :id" + how)
        .param("org", org.value())
        .param("id", id.value())
        .query((row, n) -> notebook(row))
        .optional();
  }

  /** Every organisation's notebooks that have a job which runs or is going to. */
  List<Notebook> on() {
    return jdbc.sql(SELECT + "WHERE state IN ('STARTING', 'READY', 'STOPPING') ORDER BY id")
        .query((row, n) -> notebook(row))
        .list();
  }

  /** Those of the ids that are a notebook's. */
  List<UUID> known(List<UUID> ids) {
    return jdbc.sql("SELECT id FROM notebooks.notebook WHERE id = ANY (?)")
        .param(ids.toArray(UUID[]::new))
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  /** A page of the organisation's notebooks. */
  Page<Notebook> list(
      OrgId org, @Nullable ProjectId project, @Nullable NotebookState state, ListQuery query) {
    return NOTEBOOKS
        .page(query)
        .only("org", org.value(), "org_id = :org")
        .only("project", project == null ? null : project.value(), "project_id = :project")
        .only("state", state == null ? null : state.name(), "state = :state")
        .read(jdbc, "*", "notebooks.notebook", (row, n) -> notebook(row));
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Notebook notebook(ResultSet row) throws SQLException {
    UUID job = row.getObject("job_id", UUID.class);
    return new Notebook(
        new NotebookId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("name"),
        row.getString("flavour"),
        row.getString("runtime"),
        Duration.ofMinutes(row.getInt("idle_minutes")),
        NotebookState.valueOf(row.getString("state")),
        job == null ? null : new JobId(job),
        row.getString("reason"),
        instant(row, "last_active_at"),
        row.getBoolean("warned"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"));
  }
}
