package dev.penstock.bench.peers;

import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VirtualMachineLease;
import dev.penstock.bench.simulate.packing.OpenbCluster;
import dev.penstock.bench.simulate.packing.PackingTrace;
import dev.penstock.bench.simulate.packing.Turnover;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Netflix's Fenzo: bin packing by cores and cards, cards as a quantity of the node, each node
 * offered once. It does not tell cards of a node apart.
 */
final class FenzoPlacer implements Turnover.Placer<FenzoPlacer.Spot> {
  private static final double GOOD_ENOUGH = 0.8;

  /** Where a task runs. */
  record Spot(String task, String host) {}

  private final TaskScheduler scheduler;
  private final boolean shortcut;
  private @Nullable Packer filler;
  private long tasks;

  /**
   * Until {@link #filled} places where our best fit does: it would take Fenzo an hour to fill a
   * large cluster.
   *
   * @param shortcut whether the search ends at the first node that is full enough, or looks at all
   */
  FenzoPlacer(OpenbCluster cluster, boolean shortcut) {
    this.shortcut = shortcut;
    filler =
        new Packer(cluster.pool(), Packing.BEST_FIT.policy(Mix.of(cluster.tasks()), new Random(0)));
    scheduler =
        new TaskScheduler.Builder()
            .withFitnessCalculator(new FenzoFitness())
            .withFitnessGoodEnoughFunction(it -> this.shortcut && it > GOOD_ENOUGH)
            .withSingleOfferPerVM(true)
            .withLeaseOfferExpirySecs(Long.MAX_VALUE / 1_000_000)
            .withLeaseRejectAction(
                it -> {
                  throw new IllegalStateException("Fenzo rejects " + it.hostname());
                })
            .disableShortfallEvaluation()
            .build();
    List<VirtualMachineLease> leases = new ArrayList<>();
    for (PackingTrace.Node it : cluster.nodes()) {
      leases.add(new FenzoLease(host(leases.size()), it));
    }
    scheduler.scheduleOnce(List.of(), leases);
  }

  private static String host(int node) {
    return "node-" + node;
  }

  /** From now on Fenzo places. */
  void filled() {
    filler = null;
  }

  @Override
  public void place(List<Task> asked, List<@Nullable Spot> spots) {
    if (filler != null) {
      asked.forEach(it -> spots.add(fill(filler.place(it))));
      return;
    }
    List<TaskRequest> requests = new ArrayList<>(asked.size());
    asked.forEach(it -> requests.add(request(it)));
    SchedulingResult result = scheduler.scheduleOnce(requests, List.of());
    if (!result.getExceptions().isEmpty()) {
      throw new IllegalStateException(result.getExceptions().getFirst());
    }
    Map<String, Spot> placed = new HashMap<>();
    for (VMAssignmentResult on : result.getResultMap().values()) {
      for (TaskAssignmentResult it : on.getTasksAssigned()) {
        scheduler.getTaskAssigner().call(it.getRequest(), on.getHostname());
        placed.put(it.getTaskId(), new Spot(it.getTaskId(), on.getHostname()));
      }
    }
    requests.forEach(it -> spots.add(placed.get(it.getId())));
  }

  private @Nullable Spot fill(Packer.@Nullable Spot found) {
    if (found == null) {
      return null;
    }
    TaskRequest request = request(found.task());
    scheduler.getTaskAssigner().call(request, host(found.node()));
    return new Spot(request.getId(), host(found.node()));
  }

  private TaskRequest request(Task task) {
    return new FenzoRequest("task-" + tasks++, task);
  }

  @Override
  public void end(Spot spot) {
    scheduler.getTaskUnAssigner().call(spot.task, spot.host);
  }

  void shutdown() {
    scheduler.shutdown();
  }
}
