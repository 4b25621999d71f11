package dev.penstock;

import dev.penstock.shared.DatabaseRole;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is, and how each role signs in to it.
 *
 * @param url the JDBC URL
 * @param admin a user who may create roles and schemas
 * @param adminPassword that user's password
 * @param rolePassword the password of the roles that the server works as, and of the owner
 */
record DatabaseEndpoint(String url, String admin, String adminPassword, String rolePassword) {
  /** Owns every table; only migrations run as it. */
  static final String OWNER = "penstock_owner";

  private static final int CONNECT_SECONDS = 4;

  /** A statement that takes longer is taken for one that a lost machine will never answer. */
  private static final int ANSWER_SECONDS = 120;

  DataSource asAdmin() {
    return as(admin, adminPassword);
  }

  DataSource asOwner() {
    return as(OWNER, rolePassword);
  }

  DataSource as(DatabaseRole role) {
    PGSimpleDataSource source = as(role.user(), rolePassword);
    source.setSocketTimeout(ANSWER_SECONDS);
    return source;
  }

  private PGSimpleDataSource as(String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setReWriteBatchedInserts(true);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}
