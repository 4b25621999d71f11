package dev.penstock.bench.peers;

import dev.penstock.bench.simulate.packing.OpenbCluster;
import dev.penstock.bench.simulate.packing.PackingTrace;
import dev.penstock.bench.simulate.packing.Turnover;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.ContainerUpdates;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.event.NodeAddedSchedulerEvent;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.event.NodeUpdateSchedulerEvent;
import org.jspecify.annotations.Nullable;

/**
 * YARN's CapacityScheduler: one queue, one application. It places on a node when the node reports,
 * and reserves a node that is too full; so the only node that reports here is one with room, which
 * our best fit has found. It is measured at its kindest: no report is in vain. Cards are a quantity
 * of the node.
 */
final class YarnPlacer implements Turnover.Placer<YarnPlacer.Spot> {
  private static final Priority PRIORITY = Priority.newInstance(1);

  /** Where a task runs: for us, and for YARN. */
  record Spot(Packer.Spot found, ContainerId container) {}

  private final CapacityScheduler scheduler;
  private final ApplicationAttemptId attempt =
      ApplicationAttemptId.newInstance(ApplicationId.newInstance(1, 1), 1);
  private final Packer finder;
  private final List<YarnNode> nodes = new ArrayList<>();
  private final List<ContainerId> ended = new ArrayList<>();

  YarnPlacer(OpenbCluster cluster) {
    finder =
        new Packer(cluster.pool(), Packing.BEST_FIT.policy(Mix.of(cluster.tasks()), new Random(0)));
    scheduler = YarnScheduler.started(attempt);
    for (PackingTrace.Node it : cluster.nodes()) {
      YarnNode node = new YarnNode(nodes.size(), YarnScheduler.resource(it));
      nodes.add(node);
      scheduler.handle(new NodeAddedSchedulerEvent(node));
    }
  }

  @Override
  public void place(List<Task> tasks, List<@Nullable Spot> spots) {
    for (Task task : tasks) {
      spots.add(place(task));
    }
  }

  private @Nullable Spot place(Task task) {
    Packer.Spot found = finder.place(task);
    if (found == null) {
      return null;
    }
    allocate(List.of(ask(YarnScheduler.resource(task))), ended);
    ended.clear();
    YarnNode node = nodes.get(found.node());
    scheduler.handle(new NodeUpdateSchedulerEvent(node));
    List<Container> given = allocate(List.of(), List.of());
    if (given.size() != 1 || !given.getFirst().getNodeId().equals(node.getNodeID())) {
      throw new IllegalStateException("YARN gave %s for %s".formatted(given, task));
    }
    return new Spot(found, given.getFirst().getId());
  }

  private static ResourceRequest ask(Resource resource) {
    return ResourceRequest.newInstance(PRIORITY, ResourceRequest.ANY, resource, 1);
  }

  private List<Container> allocate(List<ResourceRequest> asks, List<ContainerId> released) {
    return scheduler
        .allocate(attempt, asks, List.of(), released, List.of(), List.of(), new ContainerUpdates())
        .getContainers();
  }

  @Override
  public void end(Spot spot) {
    finder.end(spot.found);
    ended.add(spot.container);
  }

  void stop() {
    scheduler.stop();
  }
}
