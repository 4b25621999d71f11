package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Settings;
import dev.penstock.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Projects, and which of them the other commands work in. */
@Command(name = "project")
public final class ProjectCommand {
  private static final Address PROJECTS = Address.of("v1", "projects");
  private static final int MANY = 10_000;

  private final Shell shell;

  public ProjectCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(PROJECTS, MANY, Column.text("id"), Column.text("name"), Column.time("createdAt"));
  }

  @Command(name = "create")
  void create(@Parameters(paramLabel = "NAME") String name) {
    shell.show(
        shell.api().post(PROJECTS, Json.object().put("name", name)),
        Column.text("id"),
        Column.text("name"));
  }

  @Command(name = "use")
  void use(@Parameters(paramLabel = "NAME") String name) {
    boolean exists =
        shell.api().list(PROJECTS, MANY).stream()
            .anyMatch(project -> Json.text(project, "name").equals(name));
    if (!exists) {
      throw new Failure(ExitCode.NOT_FOUND, "error.no-project", name);
    }
    Settings settings = shell.settings();
    shell.save(new Settings(settings.url(), settings.key(), name));
    shell.tell("project.used", name);
  }
}
