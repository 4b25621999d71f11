package dev.penstock.dispatch.backfill;

/** A job that waits. */
final class Waiting {
  private static final long HOUR = 3_600;

  final Job job;
  final long submitted;

  /** How many were handed in before it; breaks ties. */
  final long turn;

  Prediction prediction;

  /** Its place in the queue: least first, equals by turn. */
  double rank;

  /** When it starts at the latest, where that was promised. */
  long promised = Long.MAX_VALUE;

  Waiting(Job job, long submitted, long turn, Prediction prediction) {
    this.job = job;
    this.submitted = submitted;
    this.turn = turn;
    this.prediction = prediction;
  }

  /** Finds its place as of now. */
  void rank(Order order, long now) {
    rank =
        switch (order) {
          case Order.FirstCome first -> 0;
          case Order.Shortest rule ->
              rule.time() * StrictMath.log(prediction.seconds())
                  + rule.width() * StrictMath.log(job.processors())
                  - rule.harm() * StrictMath.log(prediction.urgency())
                  - (rule.age() == 0
                      ? 0
                      : rule.age() * StrictMath.log((double) (HOUR + now - submitted)));
        };
  }
}
