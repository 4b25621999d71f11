package dev.penstock.shared;

/** The database roles that the server works as; none owns a table, none bypasses row security. */
public enum DatabaseRole {
  /** One tenant's requests: sees the rows of the tenant that is set, and none while none is. */
  TENANT("penstock_app"),
  /** The server's own loops, and what happens before a tenant is known. */
  SYSTEM("penstock_system"),
  /** The views of the centre's staff. */
  OPERATOR("penstock_operator");

  private final String user;

  DatabaseRole(String user) {
    this.user = user;
  }

  /** The name of the role in PostgreSQL. */
  public String user() {
    return user;
  }
}
