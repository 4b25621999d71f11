package dev.penstock.serving;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts and stops what serves a model. */
interface Replicas {
  /**
   * A replica to start.
   *
   * @param by who asks
   * @param project the project's name
   * @param name the endpoint's name
   * @param model the model's name
   * @param version the version to serve
   * @param flavour the flavour's name
   */
  record Order(
      OrgId org,
      PersonId by,
      String project,
      String name,
      String model,
      int version,
      String flavour) {}

  /** How a replica is. */
  sealed interface State {
    /**
     * It has not ended.
     *
     * @param reason why it does not run yet, where that is known
     */
    record Alive(@Nullable String reason) implements State {}

    /** It has ended, for this reason. */
    record Ended(@Nullable String reason) implements State {}
  }

  /**
   * Starts a replica, as part of the open transaction.
   *
   * @throws dev.penstock.shared.ProblemException when it can't be started here or paid for
   */
  JobId start(Order order);

  /**
   * Has the replica stopped; stopping it again, or once it has ended, changes nothing. Outside of
   * any transaction.
   */
  void stop(OrgId org, JobId replica, String reason);

  /** Where the replica listens, while it runs. */
  Optional<Path> socket(OrgId org, JobId replica);

  /** How the replica is now. */
  State state(OrgId org, JobId replica);
}
