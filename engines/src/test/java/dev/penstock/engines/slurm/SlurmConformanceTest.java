package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.conformance.Ability;
import dev.penstock.engines.conformance.EngineConformance;
import dev.penstock.engines.conformance.Mark;
import dev.penstock.engines.conformance.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The engine on a Slurm that really runs, whose daemons are really killed. */
@Tag("slow")
final class SlurmConformanceTest extends EngineConformance {
  private boolean accounts;

  SlurmConformanceTest() {
    super("slurm");
  }

  @Override
  protected Mark mark(Ability ability) {
    return switch (ability) {
      case ANSWER, RUN, SCRIPT, SIGNALS, HOLD, RESTART, KILL, FOREIGN -> Mark.REAL;
      case AWAY, LOSE_NODE, MORE_NODES, GANG, SKEW, SKEWED_LIMITS -> Mark.REAL;
      case MEMORY_LIMIT, LOG_LIMIT, FILES, ACCOUNTS -> Mark.REAL;
      // nobody waits for a quarter of an hour: the engine's clock is put forward
      case MINUTES -> Mark.SCRIPTED;
      case PROCESS_LIMIT ->
          Mark.notTestable("a job's processes are not limited, for Slurm knows no such limit");
      case SERVICE ->
          Mark.notTestable(
              "services are refused, for no request reaches a socket on another machine");
    };
  }

  @Override
  protected Site open(Path folder) {
    if (!accounts) {
      Cluster.makeAccounts(
          new Account("p-test", "o-test"),
          new Account("p-one", "o-one"),
          new Account("p-two", "o-one"));
      accounts = true;
    }
    return new SlurmSite();
  }
}
