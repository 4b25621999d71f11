package dev.penstock.bench;

import dev.penstock.bench.simulate.swf.Metrics;
import dev.penstock.bench.simulate.swf.SwfCommand;
import dev.penstock.bench.simulate.swf.SwfReader;
import dev.penstock.bench.simulate.swf.SwfTrace;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

/** Backfilling on KTH-SP2, a year of a real machine, told requested times only. */
final class BackfillBench {
  private static final String TRACE = "swf/KTH-SP2.swf";
  private static final String PEER = "EASY, published";
  private static final double PEER_SLOWDOWN = 92.7;
  private static final double PEER_MAX_SLOWDOWN = 14_805.2;
  private static final double PEER_WAIT = 6_835;
  private static final double SJBF_SLOWDOWN = 69.4;
  private static final double BEST_SLOWDOWN = 38;
  private static final double JITTER_SLOWDOWN = 42;
  private static final double JITTER_MAX_SLOWDOWN = 16_000;
  private static final int JITTER_SEEDS = 5;

  private BackfillBench() {}

  /** Replays the trace in the folder of traces under each policy. */
  static List<Figure> run() throws IOException {
    SwfTrace trace = SwfReader.read(Traces.file(TRACE));
    Metrics easy = metrics(trace, "easy");
    Metrics best = metrics(trace, "best");
    List<Metrics> shaken = shaken(trace);
    double mean = shaken.stream().mapToDouble(Metrics::meanSlowdown).average().orElse(1);
    double max = shaken.stream().mapToDouble(Metrics::maxSlowdown).max().orElse(1);
    return List.of(
        slowdown("easy", easy.meanSlowdown(), PEER, PEER_SLOWDOWN).atMost(PEER_SLOWDOWN),
        slowdown("easy_max_slowdown", easy.maxSlowdown(), PEER, PEER_MAX_SLOWDOWN),
        Figure.of(name("easy_mean_wait_s"), easy.meanWaitSeconds(), "s", PEER, PEER_WAIT),
        slowdown(
            "easy_sjbf",
            metrics(trace, "easy-sjbf").meanSlowdown(),
            "EASY-SJBF, published",
            SJBF_SLOWDOWN),
        slowdown(
            "conservative", metrics(trace, "conservative").meanSlowdown(), PEER, PEER_SLOWDOWN),
        slowdown("best", best.meanSlowdown(), PEER, PEER_SLOWDOWN).atMost(BEST_SLOWDOWN),
        slowdown("best_max_slowdown", best.maxSlowdown(), PEER, PEER_MAX_SLOWDOWN)
            .atMost(PEER_MAX_SLOWDOWN),
        Figure.of(name("best_mean_wait_s"), best.meanWaitSeconds(), "s", PEER, PEER_WAIT),
        slowdown("best_jitter", mean, PEER, PEER_SLOWDOWN).atMost(JITTER_SLOWDOWN),
        slowdown("best_jitter_max_slowdown", max, PEER, PEER_MAX_SLOWDOWN)
            .atMost(JITTER_MAX_SLOWDOWN));
  }

  private static Figure slowdown(String name, double value, String peer, double peerValue) {
    return Figure.of(name(name), value, "x", peer, peerValue);
  }

  private static String name(String name) {
    return "backfill.kth-sp2." + name;
  }

  private static Metrics metrics(SwfTrace trace, String policy) {
    return SwfCommand.replay(trace, trace.processors(), policy, null);
  }

  private static List<Metrics> shaken(SwfTrace trace) {
    return LongStream.rangeClosed(1, JITTER_SEEDS)
        .mapToObj(it -> SwfCommand.replay(trace, trace.processors(), "best", it))
        .toList();
  }
}
