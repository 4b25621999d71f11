package dev.penstock.dispatch.backfill;

import java.util.HashMap;
import java.util.Map;

/** See {@link RunTimes.History}. */
final class HistoryPredictor implements Predictor {
  private static final int CLASSES = Long.SIZE;

  private final RunTimes.History rule;
  private final Map<String, Latest> byUser = new HashMap<>();
  private final Latest[] byClass = new Latest[CLASSES];
  private final double[] secondsOfClass = new double[CLASSES];
  private final double[] urgencyOfClass = new double[CLASSES];

  HistoryPredictor(RunTimes.History rule) {
    this.rule = rule;
    for (int i = 0; i < CLASSES; i++) {
      byClass[i] = new Latest(rule.others());
    }
  }

  @Override
  public Prediction predict(Job job) {
    int kind = kind(job);
    int known = byClass[kind].size();
    double weight = rule.pull();
    double seconds = weight * (known == 0 ? job.requested() : secondsOfClass[kind] / known);
    double urgency =
        weight
            * (known == 0 ? Prediction.urgencyOf(job.requested()) : urgencyOfClass[kind] / known);
    Latest own = byUser.get(job.user());
    double fresh = 1;
    for (int i = 0; own != null && i < own.size(); i++) {
      double counts = own.requested(i) == job.requested() ? fresh * rule.alike() : fresh;
      seconds += counts * Math.min(own.ranFor(i), job.requested());
      urgency += counts * Prediction.urgencyOf(own.ranFor(i));
      weight += counts;
      fresh *= rule.fading();
    }
    return new Prediction(
        Math.clamp(seconds / weight, 1.0, (double) job.requested()), urgency / weight);
  }

  @Override
  public void learn(Job job, long ranFor) {
    byUser.computeIfAbsent(job.user(), user -> new Latest(rule.own())).add(job.requested(), ranFor);
    int kind = kind(job);
    Latest latest = byClass[kind];
    if (latest.full()) {
      secondsOfClass[kind] -= latest.ranFor(latest.size() - 1);
      urgencyOfClass[kind] -= Prediction.urgencyOf(latest.ranFor(latest.size() - 1));
    }
    secondsOfClass[kind] += ranFor;
    urgencyOfClass[kind] += Prediction.urgencyOf(ranFor);
    latest.add(job.requested(), ranFor);
  }

  private static int kind(Job job) {
    return CLASSES - 1 - Long.numberOfLeadingZeros(job.requested());
  }
}
