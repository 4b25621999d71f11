package dev.penstock.dispatch.backfill;

/** A job that waits. */
final class Waiting {
  final Job job;
  final long submitted;

  /** How many were handed in before it; breaks ties. */
  final long turn;

  Prediction prediction = new Prediction(1, 1);

  /** Its place in the queue: least first, equals by turn. */
  double rank;

  /** When it starts at the latest, where that was promised. */
  long promised = Long.MAX_VALUE;

  Waiting(Job job, long submitted, long turn) {
    this.job = job;
    this.submitted = submitted;
    this.turn = turn;
  }

  void rank(Order order, Prediction expected) {
    prediction = expected;
    rank =
        switch (order) {
          case Order.FirstCome first -> 0;
          case Order.Shortest rule ->
              rule.time() * StrictMath.log(expected.seconds())
                  + rule.width() * StrictMath.log(job.processors())
                  - rule.harm() * StrictMath.log(expected.urgency());
        };
  }
}
