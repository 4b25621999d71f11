package dev.penstock.datasets;

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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of datasets; every method works in the open transaction. */
final class DatasetRows {
  private static final String COLUMNS =
      """
      d.id, d.project_id, d.name, d.description, d.created_at,
        (SELECT max(number) FROM datasets.version v
         WHERE v.dataset_id = d.id AND v.deleted_at IS NULL) AS latest""";
  private static final String DATASET =
      "SELECT "
          + COLUMNS
          + " FROM datasets.dataset d WHERE d.org_id = :org AND d.deleted_at IS NULL ";
  private static final String VERSION_COLUMNS =
      "v.dataset_id, d.name, v.number, v.tree, v.bytes, v.files, v.created_at";
  private static final String VERSION_FROM =
      "datasets.version v JOIN datasets.dataset d ON d.id = v.dataset_id";
  private static final String VERSION =
      """
      SELECT %s FROM %s
      WHERE v.org_id = :org AND v.dataset_id = :dataset AND v.deleted_at IS NULL
      """
          .formatted(VERSION_COLUMNS, VERSION_FROM);

  private static final Listing DATASETS =
      Listing.of(
              "-createdAt", Listing.Key.id("createdAt", "d.id"), Listing.Key.text("name", "d.name"))
          .searching("d.name");
  private static final Listing VERSIONS =
      Listing.of("-version", Listing.Key.number("version", "v.number"));

  private final JdbcClient jdbc;

  DatasetRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds it; false when its name is used. */
  boolean add(UUID id, NewDataset dataset, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO datasets.dataset
                  (id, org_id, project_id, name, description, created_by, created_at)
                VALUES (:id, :org, :project, :name, :description, :by, :now)
                ON CONFLICT (org_id, project_id, name) WHERE deleted_at IS NULL DO NOTHING
                """)
            .param("id", id)
            .param("org", dataset.org().value())
            .param("project", dataset.project().value())
            .param("name", dataset.name())
            .param("description", dataset.description())
            .param("by", dataset.by().value())
            .param("now", Timestamp.from(now))
            .update()
        > 0;
  }

  Optional<Dataset> find(OrgId org, UUID id) {
    return jdbc.sql(DATASET + " AND d.id = :id")
        .param("org", org.value())
        .param("id", id)
        .query((row, n) -> dataset(row))
        .optional();
  }

  Optional<Dataset> byName(OrgId org, ProjectId project, String name) {
    return jdbc.sql(DATASET + " AND d.project_id = :project AND d.name = :name")
        .param("org", org.value())
        .param("project", project.value())
        .param("name", name)
        .query((row, n) -> dataset(row))
        .optional();
  }

  List<String> names(OrgId org, ProjectId project) {
    return jdbc.sql(
            """
            SELECT name FROM datasets.dataset
            WHERE org_id = :org AND project_id = :project AND deleted_at IS NULL
            ORDER BY id DESC LIMIT 1000
            """)
        .param("org", org.value())
        .param("project", project.value())
        .query(String.class)
        .list();
  }

  /** By page; newest first where the reader does not say. */
  Page<Dataset> list(OrgId org, @Nullable ProjectId project, ListQuery query) {
    return DATASETS
        .page(query)
        .only("org", org.value(), "d.org_id = :org")
        .only("project", project == null ? null : project.value(), "d.project_id = :project")
        .where("d.deleted_at IS NULL")
        .read(jdbc, COLUMNS, "datasets.dataset d", (row, n) -> dataset(row));
  }

  /** By page; newest first where the reader does not say. */
  Page<DatasetVersion> versions(OrgId org, UUID dataset, ListQuery query) {
    return VERSIONS
        .page(query)
        .only("org", org.value(), "v.org_id = :org")
        .only("dataset", dataset, "v.dataset_id = :dataset")
        .where("v.deleted_at IS NULL")
        .read(jdbc, VERSION_COLUMNS, VERSION_FROM, (row, n) -> version(row));
  }

  /** Keeps the dataset as it is until the transaction ends; the number that it gave last. */
  Optional<Integer> lock(OrgId org, UUID id) {
    return jdbc.sql(
            """
            SELECT versions FROM datasets.dataset
            WHERE org_id = :org AND id = :id AND deleted_at IS NULL FOR UPDATE
            """)
        .param("org", org.value())
        .param("id", id)
        .query(Integer.class)
        .optional();
  }

  void addVersion(OrgId org, UUID dataset, int number, Tree tree, PersonId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO datasets.version
              (org_id, dataset_id, number, tree, bytes, files, created_by, created_at)
            VALUES (:org, :dataset, :number, :tree, :bytes, :files, :by, :now)
            """)
        .param("org", org.value())
        .param("dataset", dataset)
        .param("number", number)
        .param("tree", tree.hash())
        .param("bytes", tree.bytes())
        .param("files", tree.files().size())
        .param("by", by.value())
        .param("now", Timestamp.from(now))
        .update();
    jdbc.sql("UPDATE datasets.dataset SET versions = :number WHERE org_id = :org AND id = :id")
        .param("number", number)
        .param("org", org.value())
        .param("id", dataset)
        .update();
  }

  Optional<DatasetVersion> version(OrgId org, UUID dataset, int number) {
    return jdbc.sql(VERSION + " AND v.number = :number")
        .param("org", org.value())
        .param("dataset", dataset)
        .param("number", number)
        .query((row, n) -> version(row))
        .optional();
  }

  /** Newest first, from below the number. */
  List<DatasetVersion> versions(OrgId org, UUID dataset, int below, int limit) {
    return jdbc.sql(VERSION + " AND v.number < :below ORDER BY v.number DESC LIMIT :limit")
        .param("org", org.value())
        .param("dataset", dataset)
        .param("below", below)
        .param("limit", limit)
        .query((row, n) -> version(row))
        .list();
  }

  void deleteVersion(OrgId org, UUID dataset, int number, Instant now) {
    jdbc.sql(
            """
            UPDATE datasets.version SET deleted_at = :now
            WHERE org_id = :org AND dataset_id = :dataset AND number = :number
            """)
        .param("now", Timestamp.from(now))
        .param("org", org.value())
        .param("dataset", dataset)
        .param("number", number)
        .update();
  }

  void delete(OrgId org, UUID dataset, Instant now) {
    jdbc.sql("UPDATE datasets.dataset SET deleted_at = :now WHERE org_id = :org AND id = :id")
        .param("now", Timestamp.from(now))
        .param("org", org.value())
        .param("id", dataset)
        .update();
  }

  /** Adds the use, unless the version is deleted; it can't be while the transaction is open. */
  boolean addUse(UUID dataset, int version, JobId job) {
    // the lock first and by itself: what the insert then sees is what was committed before it
    jdbc.sql("SELECT id FROM datasets.dataset WHERE id = :dataset FOR SHARE")
        .param("dataset", dataset)
        .query(UUID.class)
        .optional();
    return jdbc.sql(
                """
                INSERT INTO datasets.dataset_use (org_id, job_id, dataset_id, version)
                SELECT org_id, :job, dataset_id, number FROM datasets.version
                WHERE dataset_id = :dataset AND number = :number AND deleted_at IS NULL
                ON CONFLICT (job_id, dataset_id, version) DO UPDATE SET version = excluded.version
                """)
            .param("job", job.value())
            .param("dataset", dataset)
            .param("number", version)
            .update()
        > 0;
  }

  void removeUses(JobId job) {
    jdbc.sql("DELETE FROM datasets.dataset_use WHERE job_id = :job")
        .param("job", job.value())
        .update();
  }

  /** The jobs that use the version, or any when it is null; a few of them. */
  List<JobId> users(OrgId org, UUID dataset, @Nullable Integer version) {
    return jdbc.sql(
            """
            SELECT DISTINCT job_id FROM datasets.dataset_use
            WHERE org_id = :org AND dataset_id = :dataset
              AND (CAST(:version AS integer) IS NULL OR version = :version)
            ORDER BY job_id LIMIT 5
            """)
        .param("org", org.value())
        .param("dataset", dataset)
        .param("version", version)
        .query((row, n) -> JobId.parse(row.getString(1)))
        .list();
  }

  private static Dataset dataset(ResultSet row) throws SQLException {
    return new Dataset(
        row.getObject("id", UUID.class),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("name"),
        row.getString("description"),
        row.getObject("latest", Integer.class),
        row.getTimestamp("created_at").toInstant());
  }

  private static DatasetVersion version(ResultSet row) throws SQLException {
    return new DatasetVersion(
        row.getObject("dataset_id", UUID.class),
        row.getString("name"),
        row.getInt("number"),
        row.getString("tree"),
        row.getLong("bytes"),
        row.getInt("files"),
        row.getTimestamp("created_at").toInstant());
  }
}
