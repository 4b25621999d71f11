package dev.penstock;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server's own settings, under {@code penstock}.
 *
 * @param dataFolder where everything is kept that must survive: database, store, engine
 * @param sharedFolder where that is kept which all servers of the centre must see: store, logs and
 *     checkpoints of jobs, notebooks, secrets; the data folder where absent
 * @param database an external PostgreSQL; the embedded one where absent
 */
@ConfigurationProperties("penstock")
record ServerSettings(
    @DefaultValue(".penstock") Path dataFolder,
    @Nullable Path sharedFolder,
    @Nullable Database database) {

  /**
   * An external PostgreSQL.
   *
   * @param url a JDBC URL of the database
   * @param user a role that may create roles and schemas in it
   * @param password the role's password
   */
  record Database(String url, String user, String password) {}
}
