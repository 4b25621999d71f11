package dev.penstock.serving;

import dev.penstock.jobs.Command;
import dev.penstock.jobs.JobKind;
import dev.penstock.jobs.JobSpec;
import dev.penstock.jobs.JobView;
import dev.penstock.jobs.Jobs;
import dev.penstock.jobs.Submission;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replicas that are service jobs. */
final class JobReplicas implements Replicas {
  private static final String RUNTIME = "onnx-serving";

  private final Jobs jobs;
  private final List<String> command;

  /**
   * Replicas.
   *
   * @param command see {@link ServingSettings}
   */
  JobReplicas(Jobs jobs, List<String> command) {
    this.jobs = jobs;
    this.command = command;
  }

  @Override
  public JobId start(Order order) {
    return jobs.submit(new Submission(order.org(), order.by(), spec(order, command))).id();
  }

  static JobSpec spec(Order order, List<String> command) {
    String version = String.valueOf(order.version());
    List<String> words =
        command.stream()
            .map(word -> word.replace("{endpoint}", order.name()).replace("{version}", version))
            .toList();
    return JobSpec.plain(
        order.name(),
        JobKind.SERVICE,
        order.project(),
        RUNTIME,
        order.flavour(),
        new Command(words),
        null,
        List.of(new JobSpec.Input("model", null, order.model() + "@" + version)),
        null,
        null);
  }

  @Override
  public void stop(OrgId org, JobId replica, String reason) {
    try {
      jobs.cancel(org, replica, reason);
    } catch (ProblemException e) {
      // 404 and 409: it has ended already, which the next look at it tells
      if (e.problem().status() != 404 && e.problem().status() != 409) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Path> socket(OrgId org, JobId replica) {
    return jobs.socket(org, replica);
  }

  @Override
  public State state(OrgId org, JobId replica) {
    JobView job = jobs.find(org, replica);
    return job.state().isTerminal()
        ? new State.Ended(why(job.result()))
        : new State.Alive(job.reason());
  }

  private static @Nullable String why(JobView.@Nullable Result result) {
    if (result == null) {
      return null;
    }
    return result.detail() == null || result.detail().isBlank()
        ? result.cause()
        : result.cause() + ": " + result.detail();
  }
}
