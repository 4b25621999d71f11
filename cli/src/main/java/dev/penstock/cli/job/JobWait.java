package dev.penstock.cli.job;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Following;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.ProgressBar;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import tools.jackson.databind.JsonNode;

/** Waits until a job has ended, and shows meanwhile how it goes. */
public final class JobWait {
  private static final int REDRAW_MILLIS = 500;

  private final Shell shell;
  private final Api api;

  /** The job as last heard of; the timer reads what the stream writes. */
  private static final class Latest {
    private volatile JsonNode job;

    Latest(JsonNode job) {
      this.job = job;
    }
  }

  public JobWait(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
  }

  /** Returns the job in its last state. */
  public JsonNode await(String id) {
    Latest latest = new Latest(api.get(Jobs.address(id)));
    Timer timer = new Timer("progress", true);
    try (ProgressBar bar = shell.bar()) {
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              draw(bar, latest.job);
            }
          },
          0,
          REDRAW_MILLIS);
      if (!Jobs.ended(latest.job)) {
        follow(id, latest);
      }
      return latest.job;
    } finally {
      timer.cancel();
    }
  }

  private void follow(String id, Latest latest) {
    new Following(api, shell.world().pause())
        .follow(
            () -> Jobs.address(id, "events"),
            event -> {
              if (event.name().equals("state")) {
                latest.job = event.json();
              }
              return !Jobs.ended(latest.job);
            });
  }

  private void draw(ProgressBar bar, JsonNode job) {
    String name = Json.text(job, "name");
    String state = shell.messages().word("state", Json.text(job, "state"));
    JsonNode tasks = job.path("tasks");
    if (tasks.path("total").asInt(0) > 0) {
      int ended = TaskPage.ended(tasks);
      int total = tasks.path("total").asInt(0);
      bar.fraction(name + "  " + state, (double) ended / total, ended + " / " + total);
      return;
    }
    String startedAt = Json.text(job, "startedAt");
    if (startedAt.isEmpty()) {
      String reason = Json.text(job, "reason");
      bar.text("%s  %s %s  %s".formatted(name, state, Units.duration(bar.elapsed()), reason));
      return;
    }
    Duration ran = Duration.between(Instant.parse(startedAt), shell.world().clock().instant());
    Duration wall =
        Units.readDuration(Json.text(job.path("spec"), "wallTime")).orElse(Duration.ofHours(1));
    bar.fraction(
        name + "  " + state,
        (double) ran.toMillis() / Math.max(1, wall.toMillis()),
        Units.duration(ran) + " / " + Units.duration(wall));
  }
}
