package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.cli.account.BalanceCommand;
import dev.penstock.cli.account.BillCommand;
import dev.penstock.cli.account.KeyCommand;
import dev.penstock.cli.account.LoginCommand;
import dev.penstock.cli.account.LogoutCommand;
import dev.penstock.cli.account.MemberCommand;
import dev.penstock.cli.account.OrgCommand;
import dev.penstock.cli.account.ProjectCommand;
import dev.penstock.cli.api.Pause;
import dev.penstock.cli.data.DataCommand;
import dev.penstock.cli.demo.DemoCommand;
import dev.penstock.cli.endpoint.EndpointCommand;
import dev.penstock.cli.job.JobCommand;
import dev.penstock.cli.job.QueueCommand;
import dev.penstock.cli.job.WhenCommand;
import dev.penstock.cli.job.WhyCommand;
import dev.penstock.cli.model.ModelCommand;
import dev.penstock.cli.node.EngineCommand;
import dev.penstock.cli.node.IncidentCommand;
import dev.penstock.cli.node.NodeCommand;
import dev.penstock.cli.notebook.NotebookCommand;
import dev.penstock.cli.queue.HistoryCommand;
import dev.penstock.cli.queue.MaintenanceCommand;
import dev.penstock.cli.queue.ReservationCommand;
import dev.penstock.cli.queue.WhatIfCommand;
import dev.penstock.cli.shell.Errors;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.GlobalOptions;
import dev.penstock.cli.shell.Messages;
import dev.penstock.cli.shell.Shell;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Shell.World world =
        new Shell.World(
            System.getenv(),
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            InstantSource.system(),
            Pause.sleeping());
    int code = run(world, arguments);
    world.out().flush();
    world.err().flush();
    System.exit(code);
  }

  /** Runs one command in a given world. */
  static int run(Shell.World world, String... arguments) {
    return commandLine(world, arguments).execute(arguments);
  }

  /** The tree of commands, in the language that the arguments or the environment ask for. */
  static CommandLine commandLine(Shell.World world, String... arguments) {
    GlobalOptions options = new GlobalOptions();
    Messages messages =
        new Messages(Messages.locale(GlobalOptions.language(arguments), world.environment()));
    Shell shell = new Shell(world, messages, options);
    CommandLine root = new CommandLine(new RootCommand(options));
    for (Object command : commands(shell)) {
      root.addSubcommand(command);
    }
    Errors errors = new Errors(shell);
    return root.setResourceBundle(messages.bundle())
        .setOut(new PrintWriter(world.out(), true, UTF_8))
        .setErr(new PrintWriter(world.err(), true, UTF_8))
        .setAbbreviatedSubcommandsAllowed(false)
        .setExecutionExceptionHandler((exception, command, parsed) -> errors.execution(exception))
        .setParameterExceptionHandler((exception, args) -> errors.parameters(exception));
  }

  private static List<Object> commands(Shell shell) {
    return List.of(
        new LoginCommand(shell),
        new LogoutCommand(shell),
        new OrgCommand(shell),
        new ProjectCommand(shell),
        new MemberCommand(shell),
        new KeyCommand(shell),
        new DataCommand(shell),
        new JobCommand(shell),
        new QueueCommand(shell),
        new WhyCommand(shell),
        new WhenCommand(shell),
        new ModelCommand(shell),
        new EndpointCommand(shell),
        new NotebookCommand(shell),
        new BalanceCommand(shell),
        new BillCommand(shell),
        new ReservationCommand(shell),
        new MaintenanceCommand(shell),
        new HistoryCommand(shell),
        new WhatIfCommand(shell),
        new NodeCommand(shell),
        new EngineCommand(shell),
        new IncidentCommand(shell),
        new CompletionCommand(shell),
        new DemoCommand(shell),
        new HelpCommand());
  }

  /** Always UTF-8: names are, whatever the locale says. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192), true, UTF_8);
  }
}
