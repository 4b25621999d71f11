package dev.penstock.cli.demo;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.demo.Serving.Served;
import dev.penstock.cli.demo.Settlement.Settled;
import dev.penstock.cli.demo.Training.Trained;
import dev.penstock.cli.model.ModelCommand;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import tools.jackson.databind.JsonNode;

/** The whole journey, from an application to a settled bill. */
final class Story {
  /** Quantities count thousandths for each microsecond. */
  static final BigDecimal MICROS_OF_MILLI = BigDecimal.valueOf(1_000_000_000L);

  private final Shell shell;
  private final Narrator narrator;
  private final Ending ending = new Ending();

  Story(Shell shell) {
    this.shell = shell;
    this.narrator = new Narrator(shell);
  }

  /**
   * Tells the story and prints its table.
   *
   * @param yuan what the customer pays in
   * @return whether every check holds
   */
  boolean run(Api anonymous, Centre centre, BigDecimal yuan, Path sample) {
    Api api = new Customer(shell, narrator, new SecureRandom()).open(anonymous, centre, yuan);
    BigDecimal before = new Account(api).balance();

    Training training = new Training(shell, narrator, api, sample, null);
    Trained trained = training.run();
    JsonNode version = training.registered();
    Heldout heldout = Heldout.read(sample.resolve("data").resolve("heldout.csv"));
    Served served = new Serving(shell, narrator, api).run(heldout);

    narrator.chapter("bill");
    int calls = DigitsClient.calls(heldout.size());
    Settled settled = new Settlement(shell, api).await(calls);
    narrator.tell("settled", Units.yuan(settled.billed().toPlainString()));

    work(trained, version, heldout, served);
    money(trained, served, settled, yuan, before);
    checkMoney(settled, before, yuan, calls);
    Centre.Ledger ledger = centre.ledger();
    ending.same("ledger", BigDecimal.ZERO, ledger.sum());
    ending.same("differences", "0", String.valueOf(ledger.differences()));
    ending.print(shell);
    return ending.allHold();
  }

  private void work(Trained trained, JsonNode version, Heldout heldout, Served served) {
    JsonNode job = trained.ran().job();
    JsonNode attempt = trained.ran().attempt();
    Comparison compared =
        Comparison.of(heldout.labels(), served.predictions(), trained.predictions());
    BigDecimal reported = Comparison.rounded(trained.accuracy());
    ending.fact("job", Json.text(job, "id") + "  " + Json.text(job, "state"));
    ending.fact(
        "attempt",
        "%s  #%s  %s"
            .formatted(
                Json.text(attempt, "id"),
                Json.text(attempt, "number"),
                Json.text(attempt, "node")));
    ending.fact("model", Training.MODEL + "@1 <- " + ModelCommand.datasets(version));
    ending.fact("reported", reported.toPlainString());
    ending.fact("answered", compared.accuracy().toPlainString());
    ending.same("lineage", Json.text(job, "id"), Json.text(version, "job"));
    ending.same("accuracy", reported, compared.accuracy());
    ending.same(
        "predictions", String.valueOf(compared.pictures()), String.valueOf(compared.same()));
  }

  private void money(
      Trained trained, Served served, Settled settled, BigDecimal yuan, BigDecimal before) {
    ending.fact("card-seconds", seconds(settled, "card."));
    ending.fact("core-seconds", seconds(settled, "core"));
    for (JsonNode line : settled.bill().path("lines")) {
      ending.fact(
          "line",
          "%s %s  %s %s x ¥%s = ¥%s"
              .formatted(
                  Json.text(line, "resourceKind"),
                  Json.text(line, "meter"),
                  Json.text(line, "pricingQuantity"),
                  Json.text(line, "pricingUnit"),
                  Units.yuan(Json.text(line, "unitPriceYuan")),
                  Units.yuan(Json.text(line, "amountYuan"))));
    }
    ending.fact("price", "¥" + Units.yuan(settled.billed().toPlainString()));
    ending.fact(
        "holds",
        shell.text(
            "demo.holds-were",
            Units.yuan(trained.ran().held().toPlainString()),
            Units.yuan(served.held().toPlainString()),
            Units.yuan(settled.held().toPlainString())));
    ending.fact("top-up", "¥" + Units.yuan(yuan.toPlainString()));
    ending.fact("before", "¥" + Units.yuan(before.toPlainString()));
    ending.fact("after", "¥" + Units.yuan(settled.balance().toPlainString()));
  }

  private void checkMoney(Settled settled, BigDecimal before, BigDecimal yuan, int calls) {
    BigDecimal lines =
        settled
            .bill()
            .path("lines")
            .valueStream()
            .map(line -> Account.yuan(line, "amountYuan"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    ending.same("top-up", yuan, before);
    ending.same("lines", settled.billed(), lines);
    ending.same("tariff", settled.reckoned(), settled.billed());
    ending.same(
        "calls",
        BigDecimal.valueOf(calls),
        new BigDecimal(Reckoning.total(settled.usage(), "call")));
    ending.same("balance", before.subtract(settled.billed()), settled.balance());
    ending.same("held", BigDecimal.ZERO, settled.held());
  }

  private static String seconds(Settled settled, String meter) {
    return new BigDecimal(Reckoning.total(settled.usage(), meter))
        .divide(MICROS_OF_MILLI)
        .stripTrailingZeros()
        .toPlainString();
  }
}
