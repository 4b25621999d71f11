package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.Room;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Neighbours;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for a place, and what has one. */
public final class Queues {
  /** What the server that decides hears from another when the queue has changed. */
  private static final String LOOK = "queue";

  private final Access access;
  private final QueueTable table;
  private final DependencyTable dependencies;
  private final AllocationTable allocations;
  private final ClusterView cluster;
  private final DispatchLoop loop;
  private final Outlooks outlooks;
  private final Neighbours neighbours;
  private final Clock clock;

  Queues(
      Access access,
      QueueTable table,
      DependencyTable dependencies,
      AllocationTable allocations,
      ClusterView cluster,
      DispatchLoop loop,
      Outlooks outlooks,
      Neighbours neighbours,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.dependencies = dependencies;
    this.allocations = allocations;
    this.clock = clock;
    this.cluster = cluster;
    this.loop = loop;
    this.outlooks = outlooks;
    this.neighbours = neighbours;
    neighbours.listen(
        word -> {
          if (word.equals(LOOK)) {
            loop.wake();
          }
        });
  }

  /** The server that decides looks at the queue soon, whichever that is. */
  private void look() {
    loop.wake();
    neighbours.tell(LOOK);
  }

  /**
   * Puts a job in the queue, in the open transaction; the loop looks once it has committed. Of an
   * array that is there already, the tasks that wait again are added.
   */
  public void enqueue(Waiting job) {
    dependencies.insert(job.org(), job.job(), job.after());
    table.enqueue(job);
    access.afterCommit(this::look);
  }

  /**
   * Takes a job out of the queue, or all that waits of an array, in the open transaction.
   *
   * @return whether it was there
   */
  public boolean remove(OrgId org, JobId job) {
    dependencies.remove(job);
    return table.remove(org, job);
  }

  /** Takes a task that waits again out of its array, in the open transaction. */
  public void removeTask(JobId array, int task) {
    table.removeTask(array, task);
  }

  /**
   * Tells of the end of a job that others start after, in the open transaction.
   *
   * @param well whether it ended well
   * @return those that were to start only if it did, and it has not: they can't start any more
   */
  public List<JobId> ended(JobId job, boolean well) {
    access.afterCommit(this::look);
    return dependencies.settle(job, well);
  }

  /** Gives back what ended attempts held, in the open transaction. */
  public void free(Collection<AttemptId> attempts) {
    allocations.free(attempts);
    access.afterCommit(this::look);
  }

  /** Looks again at the organisation's jobs that were refused, such as after a top-up. */
  public void reconsider(OrgId org) {
    table.reconsider(org);
    access.afterCommit(this::look);
  }

  /**
   * Whether the demand could ever be met here, and whether it could by nodes that are empty.
   *
   * @param service whether it is a service, which only some nodes run
   */
  public Fit fitWhenEmpty(int nodes, Shape shape, boolean service) {
    return cluster.fit(cluster.nodes(List.of()), nodes, ClusterView.demand(shape), service);
  }

  /** Whether the demand could ever be met here, and whether it could start now. */
  public Fit fit(int nodes, Shape shape, boolean service) {
    List<Node> now = cluster.nodes(access.system(allocations::all));
    return cluster.fit(now, nodes, ClusterView.demand(shape), service);
  }

  /**
   * Why jobs wait, as of the last look; in the open transaction. What does not wait, or was not
   * looked at yet, is left out.
   */
  public Map<JobId, WaitReason> reasons(Collection<JobId> jobs) {
    Map<JobId, WaitReason> reasons = new HashMap<>();
    if (jobs.isEmpty()) {
      return reasons;
    }
    loop.reasons(jobs)
        .forEach(
            (job, reason) ->
                Optional.ofNullable(WaitReason.of(reason))
                    .ifPresent(told -> reasons.put(job, told)));
    reasons.putAll(table.held(jobs, clock.instant()));
    return reasons;
  }

  /** The jobs that have a part of the node now; in the open transaction. */
  public List<UUID> jobsOn(String node) {
    return allocations.jobsOn(node);
  }

  /** What waits, by page in the dispatcher's order; in the open transaction. */
  public Page<Waiter> waiting(ListQuery query) {
    Page<Entry> page = table.page(query);
    Map<JobId, WaitReason> reasons = reasons(page.items().stream().map(Entry::job).toList());
    return page.map(
        entry ->
            new Waiter(
                entry.job(),
                entry.org(),
                entry.nodes(),
                entry.priority(),
                reasons.get(entry.job())));
  }

  /** How far back a job stands in the queue; empty when it does not wait. */
  public Optional<Standing> standing(JobId job) {
    return access.system(() -> table.standing(job));
  }

  /**
   * Questions about what a job asks for, whether it waits or is yet to be submitted.
   *
   * @param org whose it is
   * @param project in which project
   * @param wallTime how long it runs at most; null for without end
   */
  public Asking asking(
      JobId job,
      OrgId org,
      @Nullable ProjectId project,
      int nodes,
      Shape shape,
      int priority,
      @Nullable Duration wallTime,
      Terms terms) {
    Demand demand = demand(shape);
    List<Node> now = cluster.nodes(access.system(allocations::all));
    return new Asking(
        loop,
        Room.of(terms.isOfService() ? cluster.serving(now) : now, demand),
        cluster.fit(now, nodes, demand, terms.isOfService()),
        Workloads.asked(
            job.value(),
            Workloads.leaf(org, project == null ? null : project.value()),
            nodes,
            Workloads.demand(demand),
            priority,
            wallTime,
            terms));
  }

  /** When a job that waits is likely to start; empty when that was not reckoned yet. */
  public Optional<LikelyStart> likelyStart(JobId job) {
    return outlooks.of(job);
  }

  /**
   * When a job is likely to start.
   *
   * @param likely in half of the plays it has started by then
   * @param latest in nine of ten
   * @param asOf of when the queue was that was played forward
   */
  public record LikelyStart(Instant likely, Instant latest, Instant asOf) {}

  /** What a node must give for a shape. */
  public static Demand demand(Shape shape) {
    return ClusterView.demand(shape);
  }
}
