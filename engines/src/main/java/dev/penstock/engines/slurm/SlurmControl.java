package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.EngineException;
import java.time.Instant;
import java.util.List;

/**
 * What the engine needs of Slurm. All methods wait for the answer, may be called from any thread,
 * and throw {@link EngineException} with blame PLATFORM when Slurm does not answer.
 */
sealed interface SlurmControl permits RestControl, CommandControl {

  /** Slurm has understood, and will never take this. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Hands a job over; the answer is its number. An exception other than {@link Refused} leaves open
   * whether Slurm has taken it.
   */
  long submit(Submission submission);

  /** The jobs of this installation that slurmctld remembers, in one call. */
  List<SlurmJob> jobs();

  /**
   * What slurmdbd has of jobs of this installation that lived in the time.
   *
   * @param names only these jobs; empty for all
   */
  List<SlurmJob> records(Instant from, Instant to, List<String> names);

  /**
   * Sends a signal to every process of a job; KILL also ends one that has not started. Nothing is
   * done when the number is no longer that of a job of the name: a controller that was cut off
   * gives the numbers of the jobs that it lost to others.
   */
  void signal(long job, String name, String signal);

  /** The nodes of all partitions. */
  List<SlurmNode> nodes();

  /** Makes the account below its parent, and its user in it, where they are missing. */
  void account(Account account, String user);
}
