package dev.penstock.cli;

import dev.penstock.cli.shell.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands are below. */
@Command(name = "penstock", versionProvider = Version.class)
final class RootCommand {
  @Mixin final GlobalOptions options;

  @Option(names = "--version", versionHelp = true)
  boolean version;

  RootCommand(GlobalOptions options) {
    this.options = options;
  }
}
