package dev.penstock.bench.simulate.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes jobs in the forms that the simulator reads: file names with contents. */
final class Forms {
  private static final int CORES_PER_CARD = 12_000;
  private static final int MEMORY_PER_CARD = 65_536;

  private Forms() {}

  static Map<String, String> queueing(Load load, List<Made> jobs) {
    StringBuilder text = new StringBuilder("job_id,vc,gpu_num,submit_time,duration\n");
    for (Made it : jobs) {
      text.append(
          "%d,%s,%d,%d,%d\n"
              .formatted(it.id(), it.queue(), it.cards(), it.submitted(), it.seconds()));
    }
    StringBuilder queues = new StringBuilder("vc,nodes\n");
    load.queues().forEach((name, nodes) -> queues.append("%s,%d\n".formatted(name, nodes)));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("jobs.csv", text.toString());
    files.put("partitions.csv", queues.toString());
    return files;
  }

  /** Cores and memory go by the cards. */
  static Map<String, String> packing(Load load, List<Made> jobs) {
    StringBuilder nodes = new StringBuilder("sn,cpu_milli,memory_mib,gpu\n");
    int cards = load.cardsPerNode();
    for (int node = 0; node < load.nodes(); node++) {
      nodes.append(
          "node-%d,%d,%d,%d\n"
              .formatted(node, CORES_PER_CARD * cards, MEMORY_PER_CARD * cards, cards));
    }
    StringBuilder tasks = new StringBuilder("name,cpu_milli,memory_mib,num_gpu,gpu_milli\n");
    for (Made it : jobs) {
      long milli = (long) it.cards() * it.milli();
      tasks.append(
          "task-%d,%d,%d,%d,%d\n"
              .formatted(
                  it.id(),
                  CORES_PER_CARD * milli * 2 / 3_000,
                  MEMORY_PER_CARD * milli / 2_000,
                  it.cards(),
                  it.milli()));
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("nodes.csv", nodes.toString());
    files.put("tasks.csv", tasks.toString());
    return files;
  }

  /** The Standard Workload Format 2.2; a card is a processor. */
  static Map<String, String> swf(Load load, List<Made> jobs) {
    StringBuilder text =
        new StringBuilder(
            """
            ; Version: 2.2
            ; Computer: made up by simulate generate, seed %d
            ; MaxNodes: %d
            ; MaxProcs: %d
            """
                .formatted(load.seed(), load.nodes(), load.cards()));
    List<String> queues = List.copyOf(load.queues().keySet());
    for (Made it : jobs) {
      text.append(
          "%d %d -1 %d %d -1 -1 %d %d -1 1 %s -1 -1 %d -1 -1 -1\n"
              .formatted(
                  it.id(),
                  it.submitted(),
                  it.seconds(),
                  it.cards(),
                  it.cards(),
                  it.requested(),
                  it.user(),
                  queues.indexOf(it.queue()) + 1));
    }
    return Map.of("trace.swf", text.toString());
  }
}
