package dev.penstock.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Following;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A job's log, as it is written. */
public final class JobLog {
  private final Api api;
  private final Pause pause;
  private final String job;
  private long offset;

  public JobLog(Api api, Pause pause, String job) {
    this.api = api;
    this.pause = pause;
    this.job = job;
  }

  /** Prints what there is. */
  void print(PrintStream out) {
    try (InputStream log = api.open(Jobs.address(job, "logs"), "text/plain")) {
      log.transferTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives out text until the job has ended; a broken connection goes on at the byte where it broke.
   */
  public void follow(Consumer<String> out) {
    new Following(api, pause)
        .follow(
            () -> Jobs.address(job, "logs").with("follow", true).with("offset", offset),
            event -> {
              if (event.name().equals("log")) {
                out.accept(take(event.json()));
              }
              return !event.name().equals("end");
            });
  }

  private String take(JsonNode event) {
    String text = Json.text(event, "text");
    offset = event.path("offset").asLong(offset) + text.getBytes(UTF_8).length;
    return text;
  }
}
