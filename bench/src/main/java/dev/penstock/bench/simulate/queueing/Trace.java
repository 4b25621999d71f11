package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.queueing.Partition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jobs and the partitions that they were run in.
 *
 * @param partitions the virtual clusters
 * @param cardsPerNode cards of each node
 * @param jobs the jobs, in the file's order
 */
record Trace(List<Partition> partitions, int cardsPerNode, List<TraceJob> jobs) {
  private static final long MOST = Integer.MAX_VALUE;

  Trace {
    partitions = List.copyOf(partitions);
    jobs = List.copyOf(jobs);
  }

  /**
   * Reads a trace.
   *
   * @param jobs a file with the fields job_id, vc, gpu_num, submit_time and duration, in any order;
   *     times in seconds
   * @param partitions a file whose first two fields are a virtual cluster and its number of nodes
   * @param cardsPerNode cards of each node
   */
  static Trace read(Path jobs, Path partitions, int cardsPerNode) throws Misused {
    List<Partition> read = partitions(Csv.read(partitions));
    return new Trace(read, cardsPerNode, jobs(Csv.read(jobs), read, cardsPerNode));
  }

  private static List<Partition> partitions(Csv csv) throws Misused {
    if (csv.names().size() < 2) {
      throw new Misused(
          "%s, line 1: two fields are needed, the virtual cluster and its number of nodes"
              .formatted(csv.file()));
    }
    List<Partition> partitions = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Csv.Row row : csv.rows()) {
      String name = row.text(0);
      if (!known.add(name)) {
        throw row.wrong(0, "is there twice");
      }
      partitions.add(new Partition(name, (int) row.number(1, 1, 1_000_000)));
    }
    return partitions;
  }

  private static List<TraceJob> jobs(Csv csv, List<Partition> partitions, int cardsPerNode)
      throws Misused {
    Map<String, Integer> cards = new HashMap<>();
    partitions.forEach(it -> cards.put(it.queue(), it.nodes() * cardsPerNode));
    int id = csv.column("job_id");
    int queue = csv.column("vc");
    int size = csv.column("gpu_num");
    int submitted = csv.column("submit_time");
    int seconds = csv.column("duration");
    Set<Long> ids = new HashSet<>();
    List<TraceJob> jobs = new ArrayList<>();
    for (Csv.Row row : csv.rows()) {
      Integer most = cards.get(row.text(queue));
      if (most == null) {
        throw row.wrong(queue, "has no line in the file of the partitions");
      }
      TraceJob job =
          new TraceJob(
              row.number(id, 0, Long.MAX_VALUE),
              row.text(queue),
              (int) row.number(size, 1, most),
              row.number(submitted, 0, MOST),
              row.number(seconds, 0, MOST));
      if (!ids.add(job.id())) {
        throw row.wrong(id, "is there twice");
      }
      jobs.add(job);
    }
    return jobs;
  }
}
