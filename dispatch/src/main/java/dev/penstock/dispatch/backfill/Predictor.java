package dev.penstock.dispatch.backfill;

/** Foretells run times; learns only from jobs that have ended. */
interface Predictor {
  /** One that hasn't learnt anything yet. */
  static Predictor of(RunTimes rule) {
    return switch (rule) {
      case RunTimes.Requested requested -> new RequestedPredictor();
      case RunTimes.History history -> new HistoryPredictor(history);
    };
  }

  Prediction predict(Job job);

  /** Learns how long a job ran, in seconds. */
  void learn(Job job, long ranFor);
}
