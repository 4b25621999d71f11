package dev.penstock.cli.node;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import picocli.CommandLine.Command;

/** The engines, for the centre's operators. */
@Command(name = "engine")
public final class EngineCommand {
  private final Shell shell;

  public EngineCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(
        Address.of("v1", "engines"),
        1_000,
        Column.text("name"),
        Column.text("kind"),
        Column.word("reachable"),
        Column.time("since"),
        Column.time("lastAnswer"),
        Column.number("nodes"),
        Column.number("runningAttempts"),
        Column.text("error"));
  }
}
