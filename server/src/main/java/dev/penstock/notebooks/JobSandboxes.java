package dev.penstock.notebooks;

import dev.penstock.jobs.Command;
import dev.penstock.jobs.JobKind;
import dev.penstock.jobs.JobSpec;
import dev.penstock.jobs.JobView;
import dev.penstock.jobs.Jobs;
import dev.penstock.jobs.Submission;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sandboxes that are jobs. */
final class JobSandboxes implements Sandboxes {
  /** The shell's exit code for a program that is not there. */
  private static final int NO_SUCH_PROGRAM = 127;

  private static final String NO_JUPYTER =
      "Jupyter is not installed where the notebook should run; the centre's operator installs it"
          + " there with \"./penstock setup\"";

  private final Jobs jobs;
  private final List<String> command;

  /**
   * Sandboxes.
   *
   * @param command see {@link NotebookSettings}
   */
  JobSandboxes(Jobs jobs, List<String> command) {
    this.jobs = jobs;
    this.command = command;
  }

  @Override
  public JobId start(Notebook notebook, PersonId by, String project) {
    String base = NotebookPaths.base(notebook.id());
    JobSpec spec =
        JobSpec.plain(
            notebook.name(),
            JobKind.NOTEBOOK,
            project,
            notebook.runtime(),
            notebook.flavour(),
            new Command(command.stream().map(word -> word.replace("{base}", base)).toList()),
            null,
            null,
            null,
            null);
    return jobs.submit(new Submission(notebook.org(), by, spec, notebook.id().value())).id();
  }

  @Override
  public void stop(OrgId org, JobId job, String reason) {
    try {
      jobs.cancel(org, job, reason);
    } catch (ProblemException e) {
      // 404 and 409: it has ended already, which the next look at it tells
      if (e.problem().status() != 404 && e.problem().status() != 409) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Path> socket(OrgId org, JobId job) {
    return jobs.socket(org, job);
  }

  @Override
  public State state(OrgId org, JobId id) {
    JobView job = jobs.find(org, id);
    if (!job.state().isTerminal()) {
      return new State.Alive(job.reason());
    }
    JobView.Result result = job.result();
    if (result == null) {
      return new State.Ended(false, null);
    }
    return new State.Ended(
        Set.of("CANCELLED", "COMPLETED").contains(result.cause()), why(job, result));
  }

  private static @Nullable String why(JobView job, JobView.Result result) {
    if (result.cause().equals("FAILED") && isWithoutProgram(job)) {
      return NO_JUPYTER;
    }
    if (result.cause().equals("COMPLETED")) {
      return "it was shut down from within";
    }
    return result.detail() == null || result.detail().isBlank()
        ? result.cause()
        : result.cause() + ": " + result.detail();
  }

  private static boolean isWithoutProgram(JobView job) {
    Integer code = job.attempts().isEmpty() ? null : job.attempts().getLast().exitCode();
    return code != null && code == NO_SUCH_PROGRAM;
  }
}
