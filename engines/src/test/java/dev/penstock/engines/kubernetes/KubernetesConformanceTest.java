package dev.penstock.engines.kubernetes;

import dev.penstock.engines.conformance.Ability;
import dev.penstock.engines.conformance.EngineConformance;
import dev.penstock.engines.conformance.Mark;
import dev.penstock.engines.conformance.Site;
import java.nio.file.Path;

/** The engine against an API server whose controllers and nodes are played: nothing is real. */
final class KubernetesConformanceTest extends EngineConformance {
  KubernetesConformanceTest() {
    super("kubernetes");
  }

  @Override
  protected Mark mark(Ability ability) {
    return switch (ability) {
      case ANSWER, RUN, HOLD, RESTART, KILL, AWAY, LOSE_NODE, MORE_NODES, FOREIGN, SIGNALS ->
          Mark.SCRIPTED;
      case MINUTES, MEMORY_LIMIT, LOG_LIMIT, GANG, SKEW -> Mark.SCRIPTED;
      case SCRIPT, FILES, ACCOUNTS -> Mark.notTestable("a mock API server runs no program");
      case SERVICE -> Mark.notTestable("a mock API server runs no program that could listen");
      case PROCESS_LIMIT ->
          Mark.notTestable(
              "the kubelet limits processes and does not tell when a pod has too many");
      case SKEWED_LIMITS -> Mark.notTestable("wall time and grace are played by the bed itself");
    };
  }

  @Override
  protected Site open(Path folder) {
    return new KubernetesSite(folder);
  }
}
