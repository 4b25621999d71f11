package dev.penstock.cli.account;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The bill of a month, down to the usage records of a line. */
@Command(name = "bill")
public final class BillCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--month", paramLabel = "YYYY-MM")
  @Nullable String month;

  @Option(names = "--usage", paramLabel = "LINE")
  @Nullable String usage;

  public BillCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (usage != null) {
      usage(usage);
      return ExitCode.OK;
    }
    JsonNode bill = Statements.read(shell.api(), month);
    if (shell.json()) {
      shell.world().out().println(Json.pretty(bill));
      return ExitCode.OK;
    }
    shell.list(
        bill.path("lines").valueStream().toList(),
        Column.text("id"),
        Column.text("resourceKind"),
        Column.text("resource"),
        Column.text("meter"),
        Column.number("pricingQuantity"),
        Column.text("pricingUnit"),
        Column.yuan("unitPriceYuan"),
        Column.yuan("amountYuan"),
        Column.number("records"));
    shell.tell("bill.total", Json.text(bill, "month"), Units.yuan(Json.text(bill, "totalYuan")));
    return ExitCode.OK;
  }

  private void usage(String line) {
    shell.list(
        Address.of("v1", "statement", "lines", line, "usage"),
        100_000,
        Column.text("id"),
        Column.text("meter"),
        Column.number("quantity"),
        Column.time("start"),
        Column.time("end"));
  }
}
