package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts and stops what a notebook runs in. */
interface Sandboxes {
  /** How one is. */
  sealed interface State {
    /**
     * It has not ended.
     *
     * @param reason why it does not run yet, where that is known
     */
    record Alive(@Nullable String reason) implements State {}

    /**
     * It has ended.
     *
     * @param well whether somebody asked for it, here or in Jupyter itself
     */
    record Ended(boolean well, @Nullable String reason) implements State {}
  }

  /**
   * Starts one for the notebook, as part of the open transaction.
   *
   * @param project the project's name
   * @throws dev.penstock.shared.ProblemException when it can't be started here or paid for
   */
  JobId start(Notebook notebook, PersonId by, String project);

  /**
   * Has it stopped; stopping it again, or once it has ended, changes nothing. Outside of any
   * transaction.
   */
  void stop(OrgId org, JobId job, String reason);

  /** Where it listens, while it runs. */
  Optional<Path> socket(OrgId org, JobId job);

  /** How it is now. */
  State state(OrgId org, JobId job);
}
