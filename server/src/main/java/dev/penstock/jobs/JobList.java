package dev.penstock.jobs;

import dev.penstock.queues.Queues;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListPage;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of jobs, by page. Every method works in the open transaction. */
final class JobList {
  /** By how much the clocks of two servers may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Listing JOBS =
      Listing.of(
              "-submittedAt",
              Listing.Key.id("submittedAt", "j.id"),
              Listing.Key.text("name", "j.name"),
              Listing.Key.text("state", "j.state"),
              // what has not ended comes after all that has
              Listing.Key.time("endedAt", "coalesce(j.ended_at, 'infinity')"))
          .searching("j.name");

  private static final Listing TASKS = Listing.of("index", Listing.Key.id("index", "j.id"));

  private final JdbcClient jdbc;
  private final JobTable table;
  private final Queues queues;

  JobList(JdbcClient jdbc, JobTable table, Queues queues) {
    this.jdbc = jdbc;
    this.table = table;
    this.queues = queues;
  }

  /**
   * Which jobs are wanted; null or empty for any.
   *
   * @param states in one of these states
   * @param from submitted then or later
   * @param to submitted before then
   * @param node having a part of this node now
   */
  record Filter(
      @Nullable OrgId org,
      List<JobState> states,
      @Nullable JobKind kind,
      @Nullable ProjectId project,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String flavour,
      @Nullable String node) {}

  Page<Job> page(ListQuery query, Filter filter) {
    ListPage page =
        JOBS.page(query)
            .only("org", filter.org == null ? null : filter.org.value(), "j.org_id = :org")
            .only(
                "project",
                filter.project == null ? null : filter.project.value(),
                "j.project_id = :project")
            .only("kind", filter.kind == null ? null : filter.kind.name(), "j.kind = :kind")
            .only("flavour", filter.flavour, "j.flavour = :flavour")
            .only("from", timestamp(filter.from), "j.submitted_at >= :from")
            .only("to", timestamp(filter.to), "j.submitted_at < :to");
    narrow(page, filter);
    return page.read(jdbc, "j.*", "jobs.job j", table::row);
  }

  private void narrow(ListPage page, Filter filter) {
    if (filter.states.size() == 1) {
      page.only("state", filter.states.getFirst().name(), "j.state = :state");
    } else if (!filter.states.isEmpty()) {
      page.only(
          "states",
          filter.states.stream().map(JobState::name).sorted().toArray(String[]::new),
          "j.state = ANY (:states)");
    }
    if (filter.node == null) {
      page.where("j.array_id IS NULL");
    } else {
      page.only("node", filter.node, "j.id = ANY (:onNode)")
          .where("onNode", queues.jobsOn(filter.node).toArray(UUID[]::new), "true");
    }
    // the same as the times, told by the ids, which have an index
    if (filter.from != null) {
      page.only("fromId", Ids.leastOf(filter.from.minus(SKEW)), "j.id >= :fromId");
    }
    if (filter.to != null) {
      page.only("toId", Ids.leastOf(filter.to.plus(SKEW)), "j.id < :toId");
    }
  }

  /** The tasks of an array that have had a place, in their order unless another is asked for. */
  Page<Job> tasks(ListQuery query, JobId array, List<JobState> states) {
    ListPage page = TASKS.page(query).where("array", array.value(), "j.array_id = :array");
    if (!states.isEmpty()) {
      page.only(
          "states",
          states.stream().map(JobState::name).sorted().toArray(String[]::new),
          "j.state = ANY (:states)");
    }
    return page.read(jdbc, "j.*", "jobs.job j", table::row);
  }

  /** How many of an array's tasks are in each state; one that had no place yet is queued. */
  Map<JobState, Long> taskCounts(Job array) {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      counts.put(state, 0L);
    }
    jdbc.sql(
            """
            SELECT state, count(*) FROM jobs.job WHERE array_id = ?
              AND state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED') GROUP BY state
            """)
        .param(array.id().value())
        .query(
            row -> {
              counts.put(JobState.valueOf(row.getString(1)), row.getLong(2));
            });
    Job.TaskEnds ends = array.taskEnds();
    counts.put(JobState.SUCCEEDED, (long) ends.succeeded());
    counts.put(JobState.FAILED, (long) ends.failed());
    counts.put(JobState.CANCELLED, (long) ends.cancelled());
    long known = counts.values().stream().mapToLong(Long::longValue).sum();
    counts.merge(JobState.QUEUED, array.taskCount() - known, Long::sum);
    return counts;
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return JobTable.timestamp(at);
  }

  /** How many jobs are in each state; every state is there. */
  Map<JobState, Long> counts(@Nullable OrgId org) {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      counts.put(state, 0L);
    }
    jdbc.sql(
            "SELECT state, count(*) FROM jobs.job WHERE array_id IS NULL %s GROUP BY state"
                .formatted(org == null ? "" : "AND org_id = :org"))
        .param("org", org == null ? null : org.value())
        .query(
            row -> {
              counts.put(JobState.valueOf(row.getString(1)), row.getLong(2));
            });
    return counts;
  }
}
