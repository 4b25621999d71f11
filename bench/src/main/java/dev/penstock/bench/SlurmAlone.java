package dev.penstock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peer: the same jobs handed to Slurm by its own {@code sbatch}, as a user would script it. */
record SlurmAlone(SlurmLaboratory lab) {
  /** Faster than fewer or more on two cores. */
  private static final int AT_ONCE = 8;

  private static final String JOB =
      """
      #!/bin/sh
      /bin/true
      """;

  /** Submits, and asks until none waits or runs: Slurm itself tells ends in whole seconds only. */
  private static final String SCRIPT =
      """
      set -eu
      jobs=$1 at_once=$2 name=$3 job=$4
      options="--quiet --job-name=$name --cpus-per-task=1 --mem=256M --time=2 --no-requeue --chdir=/ --output=/dev/null"
      yes "$job" | head -n "$jobs" | xargs -P "$at_once" -n 1 sbatch $options
      until [ -z "$(squeue --noheader --name="$name" --format=%i)" ]; do sleep 0.2; done
      """;

  /** Seconds from the first submission to the last end. */
  double seconds(int jobs, String name) throws IOException {
    Path job = lab.shared().resolve("true.sh");
    Files.writeString(job, JOB);
    long begin = System.nanoTime();
    lab.with(
        "sh",
        "-c",
        SCRIPT,
        "submit",
        Integer.toString(jobs),
        Integer.toString(AT_ONCE),
        name,
        job.toString());
    double seconds = (System.nanoTime() - begin) / 1e9;
    new Completed(lab).require(jobs, name);
    return seconds;
  }
}
