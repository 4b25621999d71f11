package dev.penstock.bench.peers;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import dev.penstock.dispatch.packing.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task as Fenzo sees it: cores, MiB, and thousandths of cards. */
final class FenzoRequest implements TaskRequest {
  static final String CARDS = "gpu_milli";

  private final String id;
  private final double cores;
  private final double memory;
  private final Map<String, Double> cards;
  private @Nullable AssignedResources assigned;

  FenzoRequest(String id, Task task) {
    this.id = id;
    this.cores = task.milliCores() / 1000.0;
    this.memory = task.memoryMiB();
    this.cards = task.cards() == 0 ? Map.of() : Map.of(CARDS, (double) task.totalMilli());
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String taskGroupName() {
    return "";
  }

  @Override
  public double getCPUs() {
    return cores;
  }

  @Override
  public double getMemory() {
    return memory;
  }

  @Override
  public double getNetworkMbps() {
    return 0;
  }

  @Override
  public double getDisk() {
    return 0;
  }

  @Override
  public int getPorts() {
    return 0;
  }

  @Override
  public Map<String, Double> getScalarRequests() {
    return cards;
  }

  @Override
  public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
    return Map.of();
  }

  @Override
  public List<? extends ConstraintEvaluator> getHardConstraints() {
    return List.of();
  }

  @Override
  public List<? extends VMTaskFitnessCalculator> getSoftConstraints() {
    return List.of();
  }

  @Override
  public void setAssignedResources(AssignedResources resources) {
    assigned = resources;
  }

  @Override
  public @Nullable AssignedResources getAssignedResources() {
    return assigned;
  }
}
