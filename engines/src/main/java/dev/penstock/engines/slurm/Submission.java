package dev.penstock.engines.slurm;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of Slurm for an attempt.
 *
 * @param name carries our id; also the job's comment
 * @param messages the file that takes what Slurm has to say while it runs the job
 * @param user whom it runs as
 * @param account Slurm's account, null for the user's default
 * @param qos null for the default
 * @param nodes how many
 * @param nodeList the very nodes, empty when Slurm chooses
 * @param cpus on each node
 * @param memoryMiB on each node
 * @param gres on each node, in Slurm's form; empty for none
 * @param minutes the time limit; null for none
 * @param exclusive whether the nodes are its own
 */
record Submission(
    UUID attempt,
    String name,
    String script,
    Path messages,
    String user,
    @Nullable String account,
    @Nullable String qos,
    String partition,
    int nodes,
    List<String> nodeList,
    int cpus,
    long memoryMiB,
    String gres,
    @Nullable Long minutes,
    boolean exclusive) {
  /** Where programs are found on the nodes, {@code srun} among them. */
  static final String PATH = "/usr/local/bin:/usr/bin:/bin:/opt/slurm/bin:/usr/local/slurm/bin";

  Submission {
    nodeList = List.copyOf(nodeList);
  }
}
