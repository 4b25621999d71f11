package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which entries of the queue wait for the end of other jobs, in the database. */
final class DependencyTable {
  private final JdbcClient jdbc;

  DependencyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(OrgId org, JobId entry, List<Waiting.After> after) {
    for (Waiting.After one : after) {
      jdbc.sql(
              """
              INSERT INTO queues.dependency (entry, on_job, org_id, on_name, ok)
              VALUES (?, ?, ?, ?, ?)
              """)
          .params(entry.value(), one.job().value(), org.value(), one.name(), one.ok())
          .update();
    }
  }

  /**
   * A job has ended: what may start after such an end is held by it no more.
   *
   * @return what was to start only after it had ended well, and it has not
   */
  List<JobId> settle(JobId ended, boolean well) {
    jdbc.sql("DELETE FROM queues.dependency WHERE on_job = ? AND (? OR NOT ok)")
        .params(ended.value(), well)
        .update();
    return jdbc.sql("SELECT entry FROM queues.dependency WHERE on_job = ? ORDER BY entry")
        .param(ended.value())
        .query((row, number) -> new JobId(row.getObject("entry", UUID.class)))
        .list();
  }

  void remove(JobId entry) {
    jdbc.sql("DELETE FROM queues.dependency WHERE entry = ?").param(entry.value()).update();
  }
}
