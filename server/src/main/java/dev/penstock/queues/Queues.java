package dev.penstock.queues;

import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Wait;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;
import java.util.Collection;
import java.util.Optional;

/** What waits for a place, and what has one. */
public final class Queues {
  private final Access access;
  private final QueueTable table;
  private final ClusterView cluster;
  private final DispatchLoop loop;

  Queues(Access access, QueueTable table, ClusterView cluster, DispatchLoop loop) {
    this.access = access;
    this.table = table;
    this.cluster = cluster;
    this.loop = loop;
  }

  /** Puts a job in the queue, in the open transaction; the loop looks once it has committed. */
  public void enqueue(Waiting job) {
    table.enqueue(job);
    access.afterCommit(loop::wake);
  }

  /**
   * Takes a job out of the queue, in the open transaction.
   *
   * @return whether it was there
   */
  public boolean remove(OrgId org, JobId job) {
    return table.remove(org, job);
  }

  /** Gives back what ended attempts held, in the open transaction. */
  public void free(Collection<AttemptId> attempts) {
    table.free(attempts);
    access.afterCommit(loop::wake);
  }

  /** Looks again at the organisation's jobs that were refused, such as after a top-up. */
  public void reconsider(OrgId org) {
    table.reconsider(org);
    access.afterCommit(loop::wake);
  }

  /** Whether the demand could ever be met here, and whether it could start now. */
  public Fit fit(int nodes, Shape shape) {
    return Fit.of(
        cluster.nodes(access.system(table::allocations)), nodes, ClusterView.demand(shape));
  }

  /** The first rule that holds a waiting job, as of the last look; empty before the first. */
  public Optional<String> reason(OrgId org, JobId job) {
    String refusal = access.tenant(org, () -> table.refusal(job));
    return refusal != null ? Optional.of(refusal) : loop.wait(job).map(Queues::sentence);
  }

  private static String sentence(Wait wait) {
    return switch (wait) {
      case Wait.NoRoom(var job, int fitting, int needed, int possible) ->
          "%d of the %d nodes it needs have room now; %d could hold it when empty"
              .formatted(fitting, needed, possible);
      case Wait.Behind(var job, var behind) ->
          "another job that came before it, or has a higher priority, waits for the same kind of"
              + " node";
    };
  }
}
