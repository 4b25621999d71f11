package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the organisation has, and what is held of it. */
@Command(name = "balance")
public final class BalanceCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--holds")
  boolean holds;

  public BalanceCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (holds) {
      shell.list(
          Address.of("v1", "holds"),
          10_000,
          Column.text("resource"),
          Column.yuan("amountYuan"),
          Column.time("createdAt"));
    } else {
      shell.show(
          shell.api().get(Address.of("v1", "balance")),
          Column.yuan("balanceYuan"),
          Column.yuan("heldYuan"),
          Column.yuan("availableYuan"));
    }
    return ExitCode.OK;
  }
}
