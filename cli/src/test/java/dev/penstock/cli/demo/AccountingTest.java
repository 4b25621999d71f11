package dev.penstock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.demo.SlurmCluster.Accounted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class AccountingTest {
  private static final String START = "2026-11-25T00:00:00Z";
  private static final String END = "2026-11-25T00:01:00Z";
  private static final Reckoning TARIFF =
      new Reckoning(
          Json.MAPPER.readTree(
              """
              {"rounding":"HALF_UP","items":[
                {"meter":"core","unit":"core-hour","priceYuan":"0.6"},
                {"meter":"card.sim","unit":"card-hour","priceYuan":"6"}]}
              """));

  private final List<JsonNode> usage = new ArrayList<>();
  private final List<JsonNode> lines = new ArrayList<>();

  @Test
  void is_equal_when_every_second_and_every_yuan_is() {
    metered(END, 60);
    billed("0.02", "0.80");

    Accounting accounting = compared(slurm(END, "480", "120"));

    assertThat(accounting.accountedOtherwise()).isZero();
    assertThat(accounting.billedOtherwise()).isZero();
  }

  @Test
  void differs_by_a_second_of_slurm() {
    metered(END, 60);
    billed("0.02", "0.80");

    assertThat(compared(slurm("2026-11-25T00:01:01Z", "480", "120")).accountedOtherwise()).isOne();
    assertThat(compared(slurm(END, "488", "120")).accountedOtherwise()).isOne();
    assertThat(compared(slurm(END, "480", "122")).accountedOtherwise()).isOne();
  }

  @Test
  void differs_by_a_micro_yuan() {
    metered(END, 60);
    billed("0.020001", "0.80");

    assertThat(compared(slurm(END, "480", "120")).billedOtherwise()).isOne();
  }

  @Test
  void counts_what_a_fault_lost_as_time_but_not_as_due() {
    metered("2026-11-25T00:00:45Z", 45);
    billed("0.015", "0.60");
    lost("core", 15 * 2, "0.005");
    lost("card.sim", 15 * 8, "0.20");

    Accounting accounting = compared(slurm(END, "480", "120"));

    assertThat(accounting.accountedOtherwise()).isZero();
    assertThat(accounting.billedOtherwise()).isZero();
    assertThat(accounting.rows().getFirst().worth()).isEqualByComparingTo("0.82");
    assertThat(accounting.rows().getFirst().faults()).isEqualByComparingTo("0.205");
  }

  private Accounting compared(Accounted slurm) {
    Accounting accounting = new Accounting(TARIFF, usage, lines);
    accounting.add("job", "a1", slurm);
    return accounting;
  }

  private static Accounted slurm(String end, String cardSeconds, String coreSeconds) {
    return new Accounted(
        "COMPLETED",
        Instant.parse(START),
        Instant.parse(end),
        List.of("npu1"),
        new BigDecimal(cardSeconds),
        new BigDecimal(coreSeconds));
  }

  /** Two cores and eight accelerators. */
  private void metered(String end, int seconds) {
    usage.add(counted("core", seconds * 2L).put("start", START).put("end", end));
    usage.add(counted("card.sim", seconds * 8L).put("start", START).put("end", end));
  }

  private void billed(String cores, String cards) {
    lines.add(counted("core", 0).put("resourceKind", "attempt").put("amountYuan", cores));
    lines.add(counted("card.sim", 0).put("resourceKind", "attempt").put("amountYuan", cards));
  }

  private void lost(String meter, long seconds, String yuan) {
    ObjectNode line =
        counted(meter, seconds).put("resourceKind", "lost-time").put("amountYuan", "0");
    line.putObject("notCharged")
        .put("from", "2026-11-25T00:00:45Z")
        .put("to", END)
        .put("amountYuan", yuan);
    lines.add(line);
  }

  private static ObjectNode counted(String meter, long seconds) {
    return Json.object()
        .put("resource", "a1")
        .put("meter", meter)
        .put("quantity", String.valueOf(seconds * 1_000_000_000L));
  }
}
