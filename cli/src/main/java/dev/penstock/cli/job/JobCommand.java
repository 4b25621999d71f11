package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Jobs: training, batch work and services. */
@Command(name = "job")
public final class JobCommand {
  private final Shell shell;

  public JobCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "submit")
  int submit(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--wait") boolean wait,
      @Option(names = "--follow") boolean follow,
      @Option(names = "--code", paramLabel = "DIR") @Nullable Path code,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    Api api = shell.api();
    JobFile read = JobFile.read(file).in(shell.project(project));
    JsonNode job = api.post(Jobs.ALL, read.upload(shell, api, code));
    String id = Json.text(job, "id");
    if (!wait && !follow) {
      if (shell.json()) {
        shell.world().out().println(Json.pretty(job));
      }
      shell.tell("job.submitted", id, shell.messages().word("state", Json.text(job, "state")));
      return ExitCode.OK;
    }
    if (!shell.json()) {
      shell.note("job.submitted", id, shell.messages().word("state", Json.text(job, "state")));
    }
    if (follow) {
      PrintStream out = shell.json() ? shell.world().err() : shell.world().out();
      log(api, id).follow(out::print);
    }
    return ended(new JobWait(shell, api).await(id));
  }

  @Command(name = "quote")
  void quote(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    JobFile read = JobFile.read(file).in(shell.project(project));
    shell.show(
        shell.api().post(Address.of("v1", "quotes"), read.withoutCode()),
        Column.yuan("perHourYuan"),
        Column.text("wallTimeSeconds"),
        Column.yuan("dearestYuan"),
        Column.yuan("balanceYuan"),
        Column.text("affordable"),
        Column.text("fitsNow"));
  }

  @Command(name = "ls", aliases = "list")
  void list(
      @Option(names = "--state", paramLabel = "STATE") @Nullable String state,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project,
      @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit) {
    shell.list(
        Jobs.ALL.with("state", state).with("project", shell.project(project)),
        limit,
        Column.text("id"),
        Column.text("name"),
        Column.text("kind"),
        Column.word("state"),
        TaskPage.TASKS,
        Column.time("submittedAt"),
        Column.time("endedAt"),
        Column.text("reason"));
  }

  @Command(name = "tasks")
  void tasks(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = "--state", paramLabel = "STATE") @Nullable String state,
      @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit) {
    Api api = shell.api();
    new TaskPage(shell, api).show(Jobs.id(api, job), state, limit);
  }

  @Command(name = "show")
  void show(@Parameters(paramLabel = "JOB") String job) {
    Api api = shell.api();
    new JobPage(shell).show(api.get(Jobs.address(Jobs.id(api, job))));
  }

  @Command(name = "logs")
  void logs(
      @Parameters(paramLabel = "JOB") String job,
      @Option(names = {"-f", "--follow"}) boolean follow) {
    Api api = shell.api();
    JobLog log = log(api, Jobs.id(api, job));
    if (follow) {
      log.follow(shell.world().out()::print);
    } else {
      log.print(shell.world().out());
    }
  }

  @Command(name = "wait")
  int await(@Parameters(paramLabel = "JOB") String job) {
    Api api = shell.api();
    return ended(new JobWait(shell, api).await(Jobs.id(api, job)));
  }

  @Command(name = "cancel")
  void cancel(@Parameters(paramLabel = "JOB") String job) {
    Api api = shell.api();
    JsonNode answer = api.post(Jobs.address(Jobs.id(api, job), "cancel"), Json.object());
    if (shell.json()) {
      shell.world().out().println(Json.pretty(answer));
    }
    shell.tell("job.cancelled", job);
  }

  @Command(name = "outputs")
  void outputs(@Parameters(paramLabel = "JOB") String job) {
    Api api = shell.api();
    JsonNode view = api.get(Jobs.address(Jobs.id(api, job)));
    shell.list(view.path("outputs").valueStream().toList(), JobPage.OUTPUTS);
  }

  @Command(name = "download")
  void download(
      @Parameters(paramLabel = "JOB") String job,
      @Parameters(paramLabel = "OUTPUT") String output,
      @Parameters(paramLabel = "FILE", arity = "1..*") List<String> files,
      @Option(names = "--to", paramLabel = "DIR", defaultValue = ".") Path to) {
    Api api = shell.api();
    Download download = new Download(api, Jobs.id(api, job));
    for (String file : files) {
      shell.tell("job.downloaded", download.fetch(output, file, to));
    }
  }

  private JobLog log(Api api, String id) {
    return new JobLog(api, shell.world().pause(), id);
  }

  private int ended(JsonNode job) {
    if (shell.json()) {
      shell.world().out().println(Json.pretty(job));
    } else {
      shell.tell(
          "job.ended",
          Json.text(job, "name"),
          shell.messages().word("state", Json.text(job, "state")));
    }
    if (Jobs.succeeded(job)) {
      return ExitCode.OK;
    }
    JsonNode result = job.path("result");
    throw new Failure(
        ExitCode.FAILED,
        "job.failed",
        Json.text(result, "cause"),
        Json.text(result, "blame"),
        Json.text(result, "detail"));
  }
}
