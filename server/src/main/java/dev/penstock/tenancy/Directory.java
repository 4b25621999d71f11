package dev.penstock.tenancy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The names behind ids, for lists: one query for a page. Every method works in the open
 * transaction; what it may not see, or what is gone, is left out of the answer.
 */
@Service
public final class Directory {
  private final JdbcClient jdbc;

  Directory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The names of people. */
  public Map<UUID, String> people(Collection<UUID> ids) {
    return names("SELECT id, name FROM tenancy.person WHERE id = ANY (?)", ids);
  }

  /** The names of projects. */
  public Map<UUID, String> projects(Collection<UUID> ids) {
    return names("SELECT id, name FROM tenancy.project WHERE id = ANY (?)", ids);
  }

  /** The names of organisations. */
  public Map<UUID, String> organisations(Collection<UUID> ids) {
    return names("SELECT org_id, name FROM tenancy.organisation WHERE org_id = ANY (?)", ids);
  }

  private Map<UUID, String> names(String sql, Collection<UUID> ids) {
    Map<UUID, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(sql)
          .param(ids.stream().distinct().toArray(UUID[]::new))
          .query(
              row -> {
                names.put(row.getObject(1, UUID.class), row.getString(2));
              });
    }
    return names;
  }
}
