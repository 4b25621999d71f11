package dev.penstock.bench.peers;

import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskTrackerState;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import com.netflix.fenzo.VirtualMachineCurrentState;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;

/**
 * How full a node would be: its cores, by Fenzo's own bin packer, and its cards, by the same rule;
 * halves each. From 0 to 1.
 */
final class FenzoFitness implements VMTaskFitnessCalculator {

  @Override
  public String getName() {
    return "cores and cards";
  }

  @Override
  public double calculateFitness(
      TaskRequest request, VirtualMachineCurrentState node, TaskTrackerState state) {
    double cores = BinPackingFitnessCalculators.cpuBinPacker.calculateFitness(request, node, state);
    return (cores + cards(request, node)) / 2;
  }

  private static double cards(TaskRequest request, VirtualMachineCurrentState node) {
    double running = 0;
    for (TaskRequest it : node.getRunningTasks()) {
      running += cards(it);
    }
    double used = running + cards(request);
    for (TaskAssignmentResult it : node.getTasksCurrentlyAssigned()) {
      used += cards(it.getRequest());
    }
    Double free = node.getCurrAvailableResources().getScalarValue(FenzoRequest.CARDS);
    double all = running + (free == null ? 0 : free);
    return all == 0 ? 1 : used / all;
  }

  private static double cards(TaskRequest request) {
    return request.getScalarRequests().getOrDefault(FenzoRequest.CARDS, 0.0);
  }
}
