package dev.penstock.models;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import dev.penstock.storage.Tree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of models; every method works in the open transaction. */
final class ModelRows {
  private static final String COLUMNS =
      """
      m.id, m.project_id, m.name, m.created_at,
        (SELECT max(number) FROM models.version v
         WHERE v.model_id = m.id AND v.deleted_at IS NULL) AS latest""";
  private static final String MODEL =
      "SELECT " + COLUMNS + " FROM models.model m WHERE m.org_id = :org ";
  private static final String VERSION_FROM =
      "models.version v JOIN models.model m ON m.id = v.model_id";
  private static final String VERSION =
      "SELECT v.*, m.name FROM " + VERSION_FROM + " WHERE v.org_id = :org ";

  private static final Listing MODELS =
      Listing.of(
              "-createdAt", Listing.Key.id("createdAt", "m.id"), Listing.Key.text("name", "m.name"))
          .searching("m.name");
  private static final Listing VERSIONS =
      Listing.of("-version", Listing.Key.number("version", "v.number"));
  private static final TypeReference<List<DatasetVersionRef>> DATASETS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Double>> METRICS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ModelRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The model's id; it is made where there is none, and stays as it is in the transaction. */
  UUID lockOrAdd(UUID id, OrgId org, ProjectId project, String name, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO models.model (id, org_id, project_id, name, created_at)
            VALUES (:id, :org, :project, :name, :now)
            ON CONFLICT (org_id, project_id, name) DO UPDATE SET name = excluded.name
            RETURNING id
            """)
        .param("id", id)
        .param("org", org.value())
        .param("project", project.value())
        .param("name", name)
        .param("now", Timestamp.from(now))
        .query(UUID.class)
        .single();
  }

  boolean lock(OrgId org, UUID id) {
    return jdbc.sql("SELECT id FROM models.model WHERE org_id = :org AND id = :id FOR UPDATE")
        .param("org", org.value())
        .param("id", id)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  int nextNumber(OrgId org, UUID model) {
    return jdbc.sql(
            """
            UPDATE models.model SET versions = versions + 1
            WHERE org_id = :org AND id = :id RETURNING versions
            """)
        .param("org", org.value())
        .param("id", model)
        .query(Integer.class)
        .single();
  }

  void addVersion(
      UUID id, UUID model, int number, Registration registration, Tree tree, Instant now) {
    jdbc.sql(
            """
            INSERT INTO models.version (id, org_id, model_id, number, tree, bytes, files, job_id,
              output, code_hash, datasets, metrics, created_by, created_at)
            VALUES (:id, :org, :model, :number, :tree, :bytes, :files, :job,
              :output, :code, CAST(:datasets AS jsonb), CAST(:metrics AS jsonb), :by, :now)
            """)
        .param("id", id)
        .param("org", registration.org().value())
        .param("model", model)
        .param("number", number)
        .param("tree", tree.hash())
        .param("bytes", tree.bytes())
        .param("files", tree.files().size())
        .param("job", registration.job().value())
        .param("output", registration.output())
        .param("code", registration.codeHash())
        .param("datasets", json.writeValueAsString(registration.datasets()))
        .param("metrics", json.writeValueAsString(registration.metrics()))
        .param("by", registration.by().value())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** What became of the job's output; deleted or not. */
  Optional<ModelVersion> ofOutput(OrgId org, JobId job, String output) {
    return jdbc.sql(VERSION + " AND v.job_id = :job AND v.output = :output")
        .param("org", org.value())
        .param("job", job.value())
        .param("output", output)
        .query((row, n) -> version(row))
        .optional();
  }

  Optional<Model> find(OrgId org, UUID id) {
    return jdbc.sql(MODEL + " AND m.id = :id")
        .param("org", org.value())
        .param("id", id)
        .query((row, n) -> model(row))
        .optional();
  }

  Optional<Model> byName(OrgId org, ProjectId project, String name) {
    return jdbc.sql(MODEL + " AND m.project_id = :project AND m.name = :name")
        .param("org", org.value())
        .param("project", project.value())
        .param("name", name)
        .query((row, n) -> model(row))
        .optional();
  }

  List<String> names(OrgId org, ProjectId project) {
    return jdbc.sql(
            """
            SELECT name FROM models.model WHERE org_id = :org AND project_id = :project
            ORDER BY id DESC LIMIT 1000
            """)
        .param("org", org.value())
        .param("project", project.value())
        .query(String.class)
        .list();
  }

  /** By page; newest first where the reader does not say. */
  Page<Model> list(OrgId org, @Nullable ProjectId project, ListQuery query) {
    return MODELS
        .page(query)
        .only("org", org.value(), "m.org_id = :org")
        .only("project", project == null ? null : project.value(), "m.project_id = :project")
        .read(jdbc, COLUMNS, "models.model m", (row, n) -> model(row));
  }

  Optional<ModelVersion> version(OrgId org, UUID model, int number) {
    return jdbc.sql(
            VERSION + " AND v.model_id = :model AND v.number = :number AND v.deleted_at IS NULL")
        .param("org", org.value())
        .param("model", model)
        .param("number", number)
        .query((row, n) -> version(row))
        .optional();
  }

  /** By page; newest first where the reader does not say. */
  Page<ModelVersion> versions(OrgId org, UUID model, ListQuery query) {
    return VERSIONS
        .page(query)
        .only("org", org.value(), "v.org_id = :org")
        .only("model", model, "v.model_id = :model")
        .where("v.deleted_at IS NULL")
        .read(jdbc, "v.*, m.name", VERSION_FROM, (row, n) -> version(row));
  }

  void deleteVersion(OrgId org, UUID id, Instant now) {
    jdbc.sql("UPDATE models.version SET deleted_at = :now WHERE org_id = :org AND id = :id")
        .param("now", Timestamp.from(now))
        .param("org", org.value())
        .param("id", id)
        .update();
  }

  /** Adds the use, unless the version is deleted; it can't be while the transaction is open. */
  boolean addUse(ModelVersion version, JobId job) {
    // the lock first and by itself: what the insert then sees is what was committed before it
    jdbc.sql("SELECT id FROM models.model WHERE id = :model FOR SHARE")
        .param("model", version.model())
        .query(UUID.class)
        .optional();
    return jdbc.sql(
                """
                INSERT INTO models.model_use (org_id, job_id, version_id)
                SELECT org_id, :job, id FROM models.version
                WHERE id = :version AND deleted_at IS NULL
                ON CONFLICT (job_id, version_id) DO UPDATE SET version_id = excluded.version_id
                """)
            .param("job", job.value())
            .param("version", version.id())
            .update()
        > 0;
  }

  void removeUses(JobId job) {
    jdbc.sql("DELETE FROM models.model_use WHERE job_id = :job").param("job", job.value()).update();
  }

  /** The jobs that use the version; a few of them. */
  List<JobId> users(OrgId org, UUID version) {
    return jdbc.sql(
            """
            SELECT job_id FROM models.model_use WHERE org_id = :org AND version_id = :version
            ORDER BY job_id LIMIT 5
            """)
        .param("org", org.value())
        .param("version", version)
        .query((row, n) -> JobId.parse(row.getString(1)))
        .list();
  }

  private static Model model(ResultSet row) throws SQLException {
    return new Model(
        row.getObject("id", UUID.class),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("name"),
        row.getObject("latest", Integer.class),
        row.getTimestamp("created_at").toInstant());
  }

  private ModelVersion version(ResultSet row) throws SQLException {
    return new ModelVersion(
        row.getObject("id", UUID.class),
        row.getObject("model_id", UUID.class),
        row.getString("name"),
        row.getInt("number"),
        row.getString("tree"),
        row.getLong("bytes"),
        row.getInt("files"),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getString("output"),
        row.getString("code_hash"),
        json.readValue(row.getString("datasets"), DATASETS),
        json.readValue(row.getString("metrics"), METRICS),
        new PersonId(row.getObject("created_by", UUID.class)),
        row.getTimestamp("created_at").toInstant());
  }
}
