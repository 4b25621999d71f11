package dev.penstock.bench.simulate.swf;

import java.util.List;

/**
 * A trace in the Standard Workload Format.
 *
 * @param processors how many its machine has by the header; 0 where that says nothing
 * @param jobs those that ran, by arrival
 * @param leftOut how many jobs of the file never ran, or don't say on how many processors
 */
public record SwfTrace(int processors, List<SwfJob> jobs, int leftOut) {
  public SwfTrace {
    jobs = List.copyOf(jobs);
  }
}
