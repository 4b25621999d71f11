package dev.penstock.cli.demo;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.demo.SlurmCluster.Accounted;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Table;
import dev.penstock.cli.shell.Units;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What is metered and billed of each attempt, beside what Slurm accounts for it. */
final class Accounting {
  private static final String LOST_TIME = "lost-time";

  private final Reckoning reckoning;
  private final List<JsonNode> usage;
  private final List<JsonNode> lines;
  private final List<Row> rows = new ArrayList<>();

  /**
   * An attempt.
   *
   * @param start where its metered time begins, time that is not charged included
   * @param cardSeconds as metered, with those that are not charged
   * @param worth yuan that all this time costs by the tariff, worked out here
   * @param faults yuan that the bill leaves out because of faults
   * @param billed yuan
   */
  record Row(
      String job,
      Instant start,
      Instant end,
      BigDecimal cardSeconds,
      BigDecimal coreSeconds,
      Accounted slurm,
      BigDecimal worth,
      BigDecimal faults,
      BigDecimal billed) {
    /** Whether times and quantities are Slurm's. */
    boolean isAccounted() {
      return start.equals(slurm.start())
          && end.equals(slurm.end())
          && cardSeconds.compareTo(slurm.cardSeconds()) == 0
          && coreSeconds.compareTo(slurm.coreSeconds()) == 0;
    }

    /** Whether the bill asks for the metered time less what was lost by faults. */
    boolean isBilled() {
      return due().compareTo(billed) == 0;
    }

    BigDecimal due() {
      return worth.subtract(faults);
    }
  }

  /**
   * @param usage the customer's records
   * @param lines of the customer's bill
   */
  Accounting(Reckoning reckoning, List<JsonNode> usage, List<JsonNode> lines) {
    this.reckoning = reckoning;
    this.usage = usage;
    this.lines = lines;
  }

  /**
   * Compares an attempt.
   *
   * @throws IllegalStateException when nothing was metered of it
   */
  void add(String job, String attempt, Accounted slurm) {
    List<JsonNode> metered = of(attempt, usage).toList();
    List<JsonNode> billed = of(attempt, lines).filter(line -> !isLost(line)).toList();
    List<JsonNode> lost = of(attempt, lines).filter(Accounting::isLost).toList();
    rows.add(
        new Row(
            job,
            times(metered, lost, "start", "from").min(Comparator.naturalOrder()).orElseThrow(),
            times(metered, lost, "end", "to").max(Comparator.naturalOrder()).orElseThrow(),
            seconds(metered, lost, "card."),
            seconds(metered, lost, "core"),
            slurm,
            reckoning.cost(metered).add(sum(lost.stream().map(reckoning::amount))),
            sum(lost.stream().map(line -> Account.yuan(line.path("notCharged"), "amountYuan"))),
            sum(billed.stream().map(line -> Account.yuan(line, "amountYuan")))));
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** How many attempts Slurm accounts otherwise. */
  long accountedOtherwise() {
    return rows.stream().filter(row -> !row.isAccounted()).count();
  }

  /** How many attempts are billed otherwise. */
  long billedOtherwise() {
    return rows.stream().filter(row -> !row.isBilled()).count();
  }

  /** Two lines an attempt: as metered, and as {@code sacct} has it. */
  Table times(Shell shell) {
    Table table =
        new Table()
            .left(shell.text("demo.column.job"))
            .left(shell.text("demo.column.source"))
            .left(shell.text("demo.column.start"))
            .left(shell.text("demo.column.end"))
            .right(shell.text("demo.column.card-seconds"))
            .right(shell.text("demo.column.core-seconds"))
            .left("");
    for (Row row : rows) {
      table.row(
          row.job,
          shell.text("demo.metered"),
          Units.time(row.start.toString()),
          Units.time(row.end.toString()),
          plain(row.cardSeconds),
          plain(row.coreSeconds),
          "");
      table.row(
          "",
          "sacct -D",
          Units.time(row.slurm.start().toString()),
          Units.time(row.slurm.end().toString()),
          plain(row.slurm.cardSeconds()),
          plain(row.slurm.coreSeconds()),
          verdict(shell, row.isAccounted()));
    }
    return table;
  }

  /** A line an attempt: its time's price, less faults, beside its bill. */
  Table money(Shell shell) {
    Table table =
        new Table()
            .left(shell.text("demo.column.job"))
            .right(shell.text("demo.column.worth"))
            .right(shell.text("demo.column.faults"))
            .right(shell.text("demo.column.due"))
            .right(shell.text("demo.column.billed"))
            .left("");
    for (Row row : rows) {
      table.row(
          row.job,
          "¥" + row.worth.toPlainString(),
          "¥" + row.faults.toPlainString(),
          "¥" + row.due().toPlainString(),
          "¥" + row.billed.toPlainString(),
          verdict(shell, row.isBilled()));
    }
    return table;
  }

  ArrayNode json() {
    ArrayNode all = Json.array();
    for (Row row : rows) {
      var each = all.addObject().put("job", row.job);
      each.putObject("metered")
          .put("start", row.start.toString())
          .put("end", row.end.toString())
          .put("cardSeconds", row.cardSeconds)
          .put("coreSeconds", row.coreSeconds);
      each.putObject("sacct")
          .put("state", row.slurm.state())
          .put("start", row.slurm.start().toString())
          .put("end", row.slurm.end().toString())
          .put("cardSeconds", row.slurm.cardSeconds())
          .put("coreSeconds", row.slurm.coreSeconds());
      each.put("worthYuan", row.worth)
          .put("faultsYuan", row.faults)
          .put("billedYuan", row.billed)
          .put("accounted", row.isAccounted())
          .put("billed", row.isBilled());
    }
    return all;
  }

  private static String verdict(Shell shell, boolean equal) {
    return shell.text(equal ? "demo.equal" : "demo.different");
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Stream<JsonNode> of(String attempt, List<JsonNode> nodes) {
    return nodes.stream().filter(node -> Json.text(node, "resource").equals(attempt));
  }

  private static boolean isLost(JsonNode line) {
    return Json.text(line, "resourceKind").equals(LOST_TIME);
  }

  private static Stream<Instant> times(
      List<JsonNode> metered, List<JsonNode> lost, String field, String lostField) {
    return Stream.concat(
        metered.stream().map(record -> Instant.parse(Json.text(record, field))),
        lost.stream().map(line -> Instant.parse(Json.text(line.path("notCharged"), lostField))));
  }

  private static BigDecimal seconds(List<JsonNode> metered, List<JsonNode> lost, String meter) {
    BigInteger all = Reckoning.total(metered, meter).add(Reckoning.total(lost, meter));
    return new BigDecimal(all).divide(Story.MICROS_OF_MILLI);
  }

  private static BigDecimal sum(Stream<BigDecimal> amounts) {
    return amounts.reduce(BigDecimal.ZERO.setScale(Reckoning.YUAN_DECIMALS), BigDecimal::add);
  }
}
