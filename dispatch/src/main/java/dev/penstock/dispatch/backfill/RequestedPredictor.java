package dev.penstock.dispatch.backfill;

/** See {@link RunTimes.Requested}. */
final class RequestedPredictor implements Predictor {
  @Override
  public Prediction predict(Job job) {
    return new Prediction(job.requested(), Prediction.urgencyOf(job.requested()));
  }

  @Override
  public void learn(Job job, long ranFor) {}
}
