package dev.penstock.serving;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The endpoints' rows. Every method needs an open transaction. */
final class EndpointTable {
  private static final String COLUMNS =
      """
      e.id, e.org_id, e.project_id, e.name, e.state, e.reason, e.model, e.version, e.flavour,
        e.job_id, e.created_at,
        e.calls + (SELECT count(*) FROM serving.call c WHERE c.endpoint_id = e.id) AS calls""";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM serving.endpoint e ";

  private static final Listing ENDPOINTS =
      Listing.of(
              "-createdAt",
              Listing.Key.id("createdAt", "e.id"),
              Listing.Key.text("name", "e.name"),
              Listing.Key.text("state", "e.state"))
          .searching("e.name");

  private static final String OPEN = "e.state IN ('STARTING', 'READY', 'STOPPING')";

  private final JdbcClient jdbc;

  EndpointTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds the endpoint, unless an open one has its name; says whether it did. */
  boolean insert(Endpoint it) {
    return jdbc.sql(
                """
                INSERT INTO serving.endpoint (id, org_id, project_id, name, state, reason, model,
                  version, flavour, job_id, created_at)
                VALUES (:id, :org, :project, :name, :state, :reason, :model, :version, :flavour,
                  :job, :created) ON CONFLICT DO NOTHING
                """)
            .param("id", it.id().value())
            .param("org", it.org().value())
            .param("project", it.project().value())
            .param("name", it.name())
            .param("state", it.state().name())
            .param("reason", it.reason())
            .param("model", it.model())
            .param("version", it.version())
            .param("flavour", it.flavour())
            .param("job", it.job().value())
            .param("created", OffsetDateTime.ofInstant(it.createdAt(), ZoneOffset.UTC))
            .update()
        > 0;
  }

  /** Moves the endpoint on, unless somebody else has moved it meanwhile; says whether it did. */
  boolean move(Endpoint from, Endpoint to) {
    return jdbc.sql(
                """
                UPDATE serving.endpoint SET state = :to, reason = :reason
                WHERE org_id = :org AND id = :id AND state = :from
                """)
            .param("to", to.state().name())
            .param("reason", to.reason())
            .param("org", from.org().value())
            .param("id", from.id().value())
            .param("from", from.state().name())
            .update()
        > 0;
  }

  Optional<Endpoint> find(OrgId org, EndpointId id) {
    return one("WHERE e.org_id = :org AND e.id = :key", org, id.value());
  }

  Optional<Endpoint> lock(OrgId org, EndpointId id) {
    return one("WHERE e.org_id = :org AND e.id = :key FOR UPDATE OF e", org, id.value());
  }

  /** The one endpoint of this name that has not ended. */
  Optional<Endpoint> openOf(OrgId org, String name) {
    return one("WHERE e.org_id = :org AND e.name = :key AND " + OPEN, org, name);
  }

  private Optional<Endpoint> one(String where, OrgId org, Object key) {
    return jdbc.sql(SELECT + where)
        .param("org", org.value())
        .param("key", key)
        .query((row, n) -> endpoint(row))
        .optional();
  }

  /** Every organisation's endpoints that have not ended. */
  List<Endpoint> open() {
    return jdbc.sql(SELECT + "WHERE " + OPEN + " ORDER BY e.id")
        .query((row, n) -> endpoint(row))
        .list();
  }

  /** The organisation's endpoints, the newest first unless asked otherwise. */
  Page<Endpoint> list(
      OrgId org, @Nullable ProjectId project, @Nullable EndpointState state, ListQuery query) {
    return ENDPOINTS
        .page(query)
        .only("org", org.value(), "e.org_id = :org")
        .only("project", project == null ? null : project.value(), "e.project_id = :project")
        .only("state", state == null ? null : state.name(), "e.state = :state")
        .read(jdbc, COLUMNS, "serving.endpoint e", (row, n) -> endpoint(row));
  }

  private static Endpoint endpoint(ResultSet row) throws SQLException {
    return new Endpoint(
        new EndpointId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("name"),
        EndpointState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("model"),
        row.getInt("version"),
        row.getString("flavour"),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getLong("calls"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
