package dev.penstock.bench;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.queueing.QueueingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A month of Philly's jobs (October 2017, 11 virtual clusters, 86 nodes of 8 GPUs) under the
 * policies of the kernel, beside what others reach on it. Their figures: fifo, sjf and srtf were
 * measured in the simulator of the Lucid paper (ASPLOS 2023), in partitions; the pooled ones and
 * "jobs alone", which never wait, by replaying the same trace.
 */
final class QueueingBench {
  private static final String NAME = "queueing.philly-oct.";
  private static final double FIFO = 115_062;
  private static final double SJF = 36_615;
  private static final double SRTF = 30_914;
  private static final double SRTF_P999_WAIT = 718_250;
  private static final double SRTF_PREEMPTIONS = 20_155;
  private static final double POOL_FIFO = 16_026;
  private static final double POOL_SKIP = 12_159;
  private static final double POOL_SJF = 11_785;
  private static final double RECLAIM = 11_941;

  /** How near a peer's figure must be repeated. */
  private static final double WITHIN = 0.01;

  private static final List<String> POLICIES =
      List.of("fifo", "sjf", "srtf", "pool-fifo", "pool-skip", "pool-sjf", "reclaim", "best");

  private QueueingBench() {}

  /**
   * Replays the month under each policy.
   *
   * @param jobs the jobs, as {@code simulate queueing} reads them
   * @param partitions the virtual clusters
   * @throws Misused when a file can't be used
   */
  static List<Figure> run(Path jobs, Path partitions) throws Misused {
    List<QueueingReport> all = QueueingReport.of(jobs, partitions, 8, POLICIES);
    List<Figure> figures = new ArrayList<>();
    figures.add(repeated("fifo_partitioned", all.get(0), FIFO));
    figures.add(repeated("sjf_partitioned", all.get(1), SJF));
    figures.add(repeated("srtf_partitioned", all.get(2), SRTF));
    figures.add(jct("pool_fifo", all.get(3), POOL_FIFO));
    figures.add(jct("pool_skip", all.get(4), POOL_SKIP));
    figures.add(jct("pool_sjf", all.get(5), POOL_SJF));
    figures.add(jct("reclaim", all.get(6), RECLAIM));
    figures.addAll(best(all.get(7), all.get(6)));
    return figures;
  }

  private static Figure jct(String name, QueueingReport report, double reference) {
    return Figure.of(NAME + name, report.meanJctSeconds(), "s", "same, published", reference);
  }

  private static Figure repeated(String name, QueueingReport report, double reference) {
    Figure figure = jct(name, report, reference);
    boolean near = Math.abs(figure.ratio() - 1) <= WITHIN;
    return new Figure(
        figure.name(),
        figure.value(),
        figure.unit(),
        figure.reference(),
        reference,
        figure.ratio(),
        "within 1 %",
        near);
  }

  private static List<Figure> best(QueueingReport best, QueueingReport reclaim) {
    return List.of(
        Figure.of(NAME + "mean_jct_s", best.meanJctSeconds(), "s", "SRTF told all", SRTF)
            .atMost(11_400),
        Figure.of(
                NAME + "p999_wait_s",
                (double) best.p999WaitSeconds(),
                "s",
                "SRTF told all",
                SRTF_P999_WAIT)
            .under(32_000),
        Figure.of(
                NAME + "preemptions",
                (double) best.preemptions(),
                "",
                "SRTF told all",
                SRTF_PREEMPTIONS)
            .atMost(1_700),
        Figure.of(
                NAME + "vcs_worse_off",
                best.queuesWorseOff().size(),
                "VCs",
                "reclaim",
                reclaim.queuesWorseOff().size())
            .atMost(0),
        Figure.of(
                NAME + "share_asked_s",
                (double) best.longestAskedSeconds(),
                "s",
                "reclaim",
                (double) reclaim.longestAskedSeconds())
            .atMost(600),
        Figure.of(NAME + "jain", best.jain(), "", "reclaim", reclaim.jain()),
        Figure.of(
            NAME + "utilisation",
            100 * best.utilisation(),
            "%",
            "reclaim",
            100 * reclaim.utilisation()));
  }
}
