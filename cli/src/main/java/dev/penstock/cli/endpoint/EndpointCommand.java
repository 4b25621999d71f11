package dev.penstock.cli.endpoint;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Inference endpoints. */
@Command(name = "endpoint")
public final class EndpointCommand {
  private static final Column[] COLUMNS = {
    Column.text("id"),
    Column.text("name"),
    Column.word("state"),
    Column.text("model"),
    Column.number("version"),
    Column.number("calls"),
    Column.text("url")
  };

  private final Shell shell;

  public EndpointCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "deploy")
  void deploy(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--model", required = true, paramLabel = "NAME@VERSION") String model,
      @Option(names = "--flavour", paramLabel = "NAME") @Nullable String flavour,
      @Option(names = "--project", paramLabel = "NAME") @Nullable String project,
      @Option(names = "--wait") boolean wait) {
    Endpoints endpoints = endpoints();
    JsonNode endpoint = endpoints.deploy(name, model, flavour, shell.project(project));
    shell.show(wait ? endpoints.awaitReady(Json.text(endpoint, "id")) : endpoint, COLUMNS);
  }

  @Command(name = "ls", aliases = "list")
  void list(@Option(names = "--project", paramLabel = "NAME") @Nullable String project) {
    shell.list(Endpoints.ALL.with("project", shell.project(project)), Endpoints.MANY, COLUMNS);
  }

  @Command(name = "show")
  void show(@Parameters(paramLabel = "NAME") String name) {
    shell.show(endpoints().find(name), COLUMNS);
  }

  @Command(name = "undeploy", aliases = "rm")
  void undeploy(@Parameters(paramLabel = "NAME") String name) {
    Endpoints endpoints = endpoints();
    endpoints.undeploy(Json.text(endpoints.find(name), "id"));
    shell.tell("endpoint.undeployed", name);
  }

  @Command(name = "infer")
  void infer(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--json-file", required = true, paramLabel = "FILE|-") String file) {
    // the answer is JSON whoever reads it
    shell.world().out().println(Json.pretty(endpoints().infer(name, read(file))));
  }

  private JsonNode read(String file) {
    try {
      byte[] bytes =
          file.equals("-") ? shell.world().in().readAllBytes() : Files.readAllBytes(Path.of(file));
      return Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new Failure(
          ExitCode.USAGE,
          "error.json",
          file,
          e.getLocation().getLineNr(),
          e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Endpoints endpoints() {
    return new Endpoints(shell, shell.api());
  }
}
