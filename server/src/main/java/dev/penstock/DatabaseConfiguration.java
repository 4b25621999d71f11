package dev.penstock;

import com.zaxxer.hikari.HikariDataSource;
import dev.penstock.shared.Access;
import dev.penstock.shared.DatabaseRole;
import dev.penstock.shared.Neighbours;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The database, its roles' pools, and the one client that is routed between them. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  DataFolder dataFolder(ServerSettings settings) {
    return DataFolder.lock(settings.dataFolder());
  }

  /** Present only where no external database is named. */
  record Embedded(@org.jspecify.annotations.Nullable EmbeddedDatabase database)
      implements AutoCloseable {
    @Override
    public void close() throws java.io.IOException {
      if (database != null) {
        database.close();
      }
    }
  }

  @Bean
  Embedded embedded(ServerSettings settings, DataFolder folder) {
    return new Embedded(
        settings.database() == null
            ? EmbeddedDatabase.start(folder.path("database"), folder.secrets())
            : null);
  }

  @Bean
  DatabaseEndpoint databaseEndpoint(ServerSettings settings, DataFolder folder, Embedded embedded) {
    ServerSettings.Database external = settings.database();
    DatabaseEndpoint endpoint =
        embedded.database() != null
            ? embedded.database().endpoint()
            : new DatabaseEndpoint(
                Objects.requireNonNull(external).url(),
                external.user(),
                external.password(),
                // every server of the centre has to find the same
                Secrets.derived(external.password(), "database-roles"));
    new Migrations(endpoint).run();
    return endpoint;
  }

  /** One pool for each role, routed by the open {@link Access} block. */
  static final class Pools extends AbstractRoutingDataSource implements AutoCloseable {
    private final Map<DatabaseRole, HikariDataSource> pools;

    Pools(Map<DatabaseRole, HikariDataSource> pools) {
      this.pools = pools;
      setTargetDataSources(Map.copyOf(pools));
    }

    @Override
    protected Object determineCurrentLookupKey() {
      return Access.role();
    }

    boolean answers() {
      try (Connection connection =
          Objects.requireNonNull(pools.get(DatabaseRole.SYSTEM)).getConnection()) {
        return connection.isValid(2);
      } catch (SQLException away) {
        return false;
      }
    }

    @Override
    public void close() {
      pools.values().forEach(HikariDataSource::close);
    }
  }

  /**
   * Each server's own, so that none that stands still keeps others from rows that it has locked.
   */
  private static final String NEVER_SILENT_FOR_LONG =
      "SET idle_in_transaction_session_timeout = '60s'";

  @Bean
  Pools dataSource(DatabaseEndpoint endpoint) {
    return new Pools(
        Arrays.stream(DatabaseRole.values())
            .collect(Collectors.toMap(Function.identity(), role -> pool(endpoint, role))));
  }

  private static HikariDataSource pool(DatabaseEndpoint endpoint, DatabaseRole role) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(role.user());
    pool.setDataSource(endpoint.as(role));
    pool.setMaximumPoolSize(role == DatabaseRole.OPERATOR ? 4 : 12);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(4_000);
    pool.setValidationTimeout(2_000);
    pool.setConnectionInitSql(NEVER_SILENT_FOR_LONG);
    return pool;
  }

  /** Tells whether the database answers; named as {@code database} in the health report. */
  @Bean
  HealthIndicator databaseHealthIndicator(Pools pools) {
    return () -> pools.answers() ? Health.up().build() : Health.down().build();
  }

  @Bean
  Neighbours neighbours() {
    return new Neighbours();
  }

  /** Only servers on an external database have others beside them. */
  @Bean
  NeighbourLink neighbourLink(DatabaseEndpoint endpoint, Neighbours neighbours, Embedded embedded) {
    return new NeighbourLink(endpoint, neighbours, embedded.database() != null);
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  JdbcClient jdbcClient(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }

  @Bean
  Access access(PlatformTransactionManager transactionManager, JdbcClient jdbc) {
    return new Access(transactionManager, jdbc);
  }
}
