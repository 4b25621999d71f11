package dev.penstock.engines.simulated;

import dev.penstock.engines.conformance.Ability;
import dev.penstock.engines.conformance.EngineConformance;
import dev.penstock.engines.conformance.Mark;
import dev.penstock.engines.conformance.Site;
import java.nio.file.Path;

/** The engine whose cluster runs no program: nothing that it shows is real. */
final class SimulatedConformanceTest extends EngineConformance {
  SimulatedConformanceTest() {
    super("simulated");
  }

  @Override
  protected Mark mark(Ability ability) {
    return switch (ability) {
      case ANSWER, RUN, HOLD, RESTART, KILL, AWAY, MINUTES, FOREIGN, SIGNALS, GANG -> Mark.SCRIPTED;
      case LOSE_NODE, MORE_NODES, MEMORY_LIMIT, PROCESS_LIMIT, LOG_LIMIT -> Mark.SCRIPTED;
      case SCRIPT, FILES, SERVICE, ACCOUNTS ->
          Mark.notTestable("a simulated cluster runs no program");
      case SKEW, SKEWED_LIMITS ->
          Mark.notTestable("the engine has no clock of its own, only the cluster has one");
    };
  }

  @Override
  protected Site open(Path folder) {
    return new SimulatedSite(folder);
  }
}
