package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.queueing.Policies;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the forecasts of a replay held, of all jobs that did not start in their first cycle, as
 * forecast when they came; beside the last waits of jobs of the same size that had to wait too.
 *
 * @param jobs how many
 * @param q50Coverage the share of them that had started by the 50 % quantile; 0.5 is right
 * @param q90Coverage the same for the 90 % quantile; 0.9 is right
 * @param pinballSeconds mean pinball loss over both quantiles
 * @param baselineQ50Coverage as q50Coverage, of the baseline
 * @param baselineQ90Coverage as q90Coverage, of the baseline
 * @param baselinePinballSeconds as pinballSeconds, of the baseline
 */
public record ForecastFigures(
    int jobs,
    double q50Coverage,
    double q90Coverage,
    double pinballSeconds,
    double baselineQ50Coverage,
    double baselineQ90Coverage,
    double baselinePinballSeconds) {
  private static final long SEED = 42;

  /** Our loss by the baseline's; below 1 is better. */
  public double pinballRatio() {
    return pinballSeconds / baselinePinballSeconds;
  }

  /**
   * Measures them on a trace.
   *
   * @param jobs the file of the jobs
   * @param partitions the file of the virtual clusters
   * @param cardsPerNode cards of each node
   * @param policy the name of a policy
   * @throws Misused when a file can't be used
   */
  public static ForecastFigures of(Path jobs, Path partitions, int cardsPerNode, String policy)
      throws Misused {
    return of(
        new Setup(
            Objects.requireNonNull(Policies.named(policy), policy),
            Trace.read(jobs, partitions, cardsPerNode),
            null,
            SEED));
  }

  static ForecastFigures of(Setup setup) {
    ForecastProof proof = new ForecastProof(setup.policy(), setup.seed());
    Replay.of(setup, proof);
    return proof.figures();
  }
}
