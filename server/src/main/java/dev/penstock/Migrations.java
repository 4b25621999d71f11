package dev.penstock;

import dev.penstock.shared.DatabaseRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the database up to date: roles first, then each module's schema, from the floor up. */
final class Migrations {
  /** The modules that own a schema, lower floors first. */
  static final List<String> MODULES =
      List.of(
          "shared",
          "tenancy",
          "storage",
          "metering",
          "datasets",
          "models",
          "fleet",
          "queues",
          "billing",
          "jobs",
          "serving",
          "notebooks",
          "live",
          "insights");

  /** Any number that no other lock of this database has: "migrate" in ASCII. */
  private static final long LOCK = 0x6d696772617465L;

  private static final String ROLES =
      Arrays.stream(DatabaseRole.values())
          .map(DatabaseRole::user)
          .collect(Collectors.joining(", "));

  private final DatabaseEndpoint database;

  Migrations(DatabaseEndpoint database) {
    this.database = database;
  }

  /** Of several servers that start at once, one after the other does it. */
  void run() {
    try (Connection turn = database.asAdmin().getConnection();
        Statement statement = turn.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(%d)".formatted(LOCK));
      createRoles();
      migrateAll();
    } catch (SQLException e) {
      throw new IllegalStateException("the database can't be brought up to date", e);
    }
  }

  private void migrateAll() throws SQLException {
    DataSource owner = database.asOwner();
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String module : MODULES) {
        migrate(owner, module);
        statement.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(module, ROLES));
      }
    }
  }

  private static void migrate(DataSource owner, String module) {
    Flyway.configure()
        .dataSource(owner)
        .schemas(module)
        .defaultSchema(module)
        .table("flyway_history")
        .locations("classpath:db/" + module)
        // a newer server may have been here: what it added harms no older one
        .ignoreMigrationPatterns("*:future")
        .load()
        .migrate();
  }

  private void createRoles() {
    JdbcClient admin = JdbcClient.create(database.asAdmin());
    createRole(admin, DatabaseEndpoint.OWNER);
    for (DatabaseRole role : DatabaseRole.values()) {
      createRole(admin, role.user());
    }
    String name = admin.sql("SELECT current_database()").query(String.class).single();
    admin
        .sql("GRANT CREATE ON DATABASE \"%s\" TO %s".formatted(name, DatabaseEndpoint.OWNER))
        .update();
  }

  private void createRole(JdbcClient admin, String role) {
    boolean exists =
        admin
                .sql("SELECT count(*) FROM pg_roles WHERE rolname = ?")
                .param(role)
                .query(Integer.class)
                .single()
            > 0;
    String verb = exists ? "ALTER" : "CREATE";
    admin
        .sql(
            "%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '%s'"
                .formatted(verb, role, database.rolePassword()))
        .update();
  }
}
