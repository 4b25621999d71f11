package dev.penstock.dispatch.queueing;

/** In which order those that wait are looked at; ties go to the one that came first. */
public enum Order {
  /** First in, first out; an evicted job keeps its place. */
  FIFO {
    @Override
    long key(Task task, long now, Predictor predictor) {
      return task.submitted();
    }
  },
  /** The shortest first, by what the jobs are told to run (SJF; the rest of it, once evicted). */
  SHORTEST_TOLD {
    @Override
    long key(Task task, long now, Predictor predictor) {
      return task.toldLeft(now);
    }
  },
  /** The shortest first, by what is predicted from jobs that have ended. */
  SHORTEST_PREDICTED {
    @Override
    long key(Task task, long now, Predictor predictor) {
      return Math.round(predictor.remaining(task, now));
    }
  };

  /** The lower goes first; taken when the job begins to wait. */
  abstract long key(Task task, long now, Predictor predictor);
}
