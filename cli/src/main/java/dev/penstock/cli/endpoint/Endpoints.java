package dev.penstock.cli.endpoint;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.api.Pause;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.ProgressBar;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Inference endpoints by name. */
public final class Endpoints {
  static final Address ALL = Address.of("v1", "endpoints");
  static final int MANY = 10_000;

  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);

  private final Shell shell;
  private final Api api;

  public Endpoints(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
  }

  /** Deploys a version of a model. */
  public JsonNode deploy(
      String name, String model, @Nullable String flavour, @Nullable String project) {
    ObjectNode body = Json.object().put("name", name).put("model", model);
    if (flavour != null) {
      body.put("flavour", flavour);
    }
    if (project != null) {
      body.put("project", project);
    }
    return api.post(ALL, body);
  }

  /**
   * Waits until the endpoint answers.
   *
   * @throws Failure when it fails, or is not ready within ten minutes
   */
  public JsonNode awaitReady(String id) {
    Pause pause = shell.world().pause();
    try (ProgressBar bar = shell.bar()) {
      while (true) {
        JsonNode endpoint = get(id);
        String state = Json.text(endpoint, "state");
        if (state.equals("READY")) {
          return endpoint;
        }
        if (!state.equals("STARTING")) {
          throw new Failure(
              ExitCode.FAILED, "endpoint.not-ready", Json.text(endpoint, "name"), state);
        }
        if (bar.elapsed().compareTo(STARTS_WITHIN) > 0) {
          throw new Failure(
              ExitCode.UNREACHABLE, "endpoint.not-ready", Json.text(endpoint, "name"), state);
        }
        bar.text(
            "%s  %s %s"
                .formatted(
                    Json.text(endpoint, "name"),
                    shell.messages().word("state", state),
                    Units.duration(bar.elapsed())));
        pause.pause(BETWEEN);
      }
    }
  }

  public JsonNode get(String id) {
    return api.get(Address.of("v1", "endpoints", id));
  }

  public void undeploy(String id) {
    api.delete(Address.of("v1", "endpoints", id));
  }

  /** Asks an endpoint by its name, in the Open Inference Protocol. */
  public JsonNode infer(String name, JsonNode request) {
    return api.post(Address.of("v2", "models", name, "infer"), request);
  }

  /**
   * The endpoint that now has the name, or had it last.
   *
   * @throws Failure when there is none
   */
  JsonNode find(String name) {
    return api.list(ALL, MANY).stream()
        .filter(each -> Json.text(each, "name").equals(name) || Json.text(each, "id").equals(name))
        .max(
            Comparator.comparing((JsonNode each) -> !Json.text(each, "state").equals("STOPPED"))
                .thenComparing(each -> Json.text(each, "id")))
        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "error.no-endpoint", name));
  }
}
