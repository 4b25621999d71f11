package dev.penstock.engines.local;

import dev.penstock.engines.conformance.Ability;
import dev.penstock.engines.conformance.EngineConformance;
import dev.penstock.engines.conformance.Mark;
import dev.penstock.engines.conformance.Site;
import java.nio.file.Path;

/** This machine's engine, which really runs all that it is given. */
final class LocalConformanceTest extends EngineConformance {
  LocalConformanceTest() {
    super("local");
  }

  @Override
  protected Mark mark(Ability ability) {
    return switch (ability) {
      case ANSWER, RUN, SCRIPT, HOLD, RESTART, KILL -> Mark.REAL;
      case SIGNALS, MEMORY_LIMIT, PROCESS_LIMIT, LOG_LIMIT -> Mark.REAL;
      case FILES, SERVICE, FOREIGN, SKEW -> Mark.REAL;
      // what the disk says of a machine that started again is written there
      case LOSE_NODE -> Mark.SCRIPTED;
      case AWAY, MINUTES ->
          Mark.notTestable("the engine is part of the server, with no connection to be lost");
      case MORE_NODES, GANG -> Mark.notTestable("this machine is its one node");
      case SKEWED_LIMITS ->
          Mark.notTestable("the engine and its jobs share one machine and so one clock");
      case ACCOUNTS ->
          Mark.notTestable("all jobs run as one user of the host, and sandboxes keep them apart");
    };
  }

  @Override
  protected Site open(Path folder) {
    return new LocalSite(folder);
  }
}
