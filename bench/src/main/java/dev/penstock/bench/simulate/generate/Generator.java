package dev.penstock.bench.simulate.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes jobs up: Poisson arrivals with a rhythm, log-normal run times, sizes by weights, queues by
 * their nodes, users by Zipf's law, requested times well above the run times as users have them.
 */
final class Generator {
  private static final double LONGEST = 30 * 86_400;
  private static final long QUARTER = 900;
  private static final int PART_STEP = 50;

  private final Load load;
  private final SplittableRandom random;
  private final double userWeights;

  private Generator(Load load) {
    this.load = load;
    random = new SplittableRandom(load.seed()).split();
    double sum = 0;
    for (int user = 1; user <= load.users(); user++) {
      sum += 1.0 / user;
    }
    userWeights = sum;
  }

  /** The jobs, by arrival. */
  static List<Made> jobs(Load load) {
    Generator generator = new Generator(load);
    List<Made> jobs = new ArrayList<>();
    double asked = 0;
    for (int id = 0; id < load.jobs(); id++) {
      Made job = generator.job();
      jobs.add(job);
      asked += (double) job.seconds() * job.cards() * job.milli() / 1_000;
    }
    long span = Math.max(1, Math.round(asked / (load.load() * load.cards())));
    long[] arrivals = new long[jobs.size()];
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = load.rhythm().arrival(generator.random, span);
    }
    List<Made> dated = new ArrayList<>();
    for (int i = 0; i < arrivals.length; i++) {
      dated.add(at(jobs.get(i), 0, arrivals[i]));
    }
    dated.sort(Comparator.comparingLong(Made::submitted));
    for (int i = 0; i < arrivals.length; i++) {
      dated.set(i, at(dated.get(i), i + 1, dated.get(i).submitted()));
    }
    return dated;
  }

  private static Made at(Made it, int id, long submitted) {
    return new Made(
        id, it.queue(), it.user(), it.cards(), it.milli(), submitted, it.seconds(), it.requested());
  }

  private Made job() {
    int cards = weighted(load.sizes(), 0);
    int least = Math.ceilDiv(cards, load.cardsPerNode());
    String queue = weighted(load.queues(), least);
    double drawn = load.medianSeconds() * Math.exp(load.spread() * random.nextGaussian());
    long seconds = (long) Math.clamp(Math.rint(drawn), 1, LONGEST);
    double asked = seconds * Math.exp(Math.abs(random.nextGaussian()));
    long requested = Math.ceilDiv((long) Math.min(asked, 2 * LONGEST), QUARTER) * QUARTER;
    boolean part = cards == 1 && random.nextDouble() < load.parts();
    int milli = part ? PART_STEP * random.nextInt(2, 19) : 1_000;
    return new Made(0, queue, user(), cards, milli, 0, seconds, Math.max(seconds, requested));
  }

  private String user() {
    double left = random.nextDouble() * userWeights;
    int user = 1;
    while (user < load.users() && left >= 1.0 / user) {
      left -= 1.0 / user;
      user++;
    }
    return Integer.toString(user);
  }

  /** A key by its weight, of those whose weight is not below the least. */
  private <K> K weighted(Map<K, Integer> weights, int least) {
    int sum = weights.values().stream().filter(it -> it >= least).mapToInt(it -> it).sum();
    int left = random.nextInt(sum);
    for (Map.Entry<K, Integer> it : weights.entrySet()) {
      if (it.getValue() >= least) {
        left -= it.getValue();
        if (left < 0) {
          return it.getKey();
        }
      }
    }
    throw new IllegalStateException("weights changed");
  }
}
