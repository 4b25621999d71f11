package dev.penstock.engines.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Account;
import dev.penstock.engines.Card;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class GangTest {
  private static final Rank LEADER =
      new Rank(
          0,
          "node-1",
          "10.0.0.1",
          List.of(new Card(4, "Ascend910B3", "192.168.1.14"), new Card(5, "Ascend910B3", null)));
  private static final Rank SECOND =
      new Rank(1, "node-2", "10.0.0.2", List.of(new Card(0, "Ascend910B3", "192.168.1.20")));

  private static StartOrder order(Rank... ranks) {
    return order(UUID.fromString("00000000-0000-7000-8000-000000000001"), ranks);
  }

  private static StartOrder order(UUID attempt, Rank... ranks) {
    return new StartOrder(
        attempt,
        UUID.fromString("00000000-0000-7000-8000-000000000002"),
        new Account("p-test", "o-test"),
        "normal",
        List.of(ranks),
        new RuntimeRoot.Host(List.of()),
        List.of("true"),
        Map.of("LANG", "zh_CN.UTF-8"),
        List.of(),
        List.of("my-model"),
        new Limits(1500, 1 << 30, 10),
        null,
        Duration.ZERO,
        false);
  }

  @Test
  void writesTheRankTableWithStringsOnly() {
    assertThat(RankTable.json(List.of(LEADER, SECOND)))
        .isEqualTo(
            """
            {"status":"completed","server_count":"2","server_list":[\
            {"server_id":"10.0.0.1","host_ip":"10.0.0.1","device":[\
            {"device_id":"4","device_ip":"192.168.1.14","rank_id":"0"},\
            {"device_id":"5","device_ip":"10.0.0.1","rank_id":"1"}]},\
            {"server_id":"10.0.0.2","host_ip":"10.0.0.2","device":[\
            {"device_id":"0","device_ip":"192.168.1.20","rank_id":"2"}]}],"version":"1.0"}""");
  }

  @Test
  void leavesRanksWithoutCardsOutOfTheRankTable() {
    Rank bare = new Rank(0, "n\"1", "10.0.0.3", List.of());

    assertThat(RankTable.json(List.of(bare, SECOND)))
        .contains("\"server_count\":\"1\"")
        .doesNotContain("10.0.0.3");
    assertThat(JobEnvironment.needsRankTable(List.of(bare))).isFalse();
  }

  @Test
  void tellsEachRankWhereTheLeaderIs() {
    StartOrder order = order(LEADER, SECOND);
    Map<String, String> first = JobEnvironment.of(order, LEADER);
    Map<String, String> second = JobEnvironment.of(order, SECOND);

    assertThat(second)
        .containsEntry("RANK", "1")
        .containsEntry("LOCAL_RANK", "0")
        .containsEntry("WORLD_SIZE", "2")
        .containsEntry("MASTER_ADDR", "10.0.0.1")
        .containsEntry("MASTER_PORT", first.get("MASTER_PORT"))
        .containsEntry("ASCEND_RT_VISIBLE_DEVICES", "0")
        .containsEntry("RANK_TABLE_FILE", "/job/work/.penstock/hccl.json")
        .doesNotContainKeys("CUDA_VISIBLE_DEVICES", "PENSTOCK_SOCKET");
    assertThat(first).containsEntry("ASCEND_RT_VISIBLE_DEVICES", "4,5").containsEntry("RANK", "0");
    assertThat(JobEnvironment.hostfile(order.ranks()))
        .isEqualTo("10.0.0.1 slots=2\n10.0.0.2 slots=1\n");
  }

  @Test
  void meetsBelowThePortsThatLinuxHandsOut() {
    for (int i = 0; i < 10_000; i++) {
      StartOrder order = order(new UUID(0, i), LEADER, SECOND);
      String port = JobEnvironment.of(order, SECOND).getOrDefault("MASTER_PORT", "");
      assertThat(Integer.parseInt(port)).isBetween(29_501, 32_767);
    }
  }

  @Test
  void tellsARankThatHasAPartOfACardHowLargeItIs() {
    Rank part = new Rank(0, "n", "10.0.0.9", List.of(new Card(3, "Ascend910B3", null, 250)));
    assertThat(JobEnvironment.of(order(part), part)).containsEntry("PENSTOCK_CARD_SHARE", "0.25");
    Rank whole = new Rank(0, "n", "10.0.0.9", List.of(new Card(3, "Ascend910B3", null)));
    assertThat(JobEnvironment.of(order(whole), whole)).doesNotContainKey("PENSTOCK_CARD_SHARE");
  }

  @Test
  void givesTheOrdersOwnVariablesTheLastWord() {
    Rank gpu = new Rank(0, "n", "10.0.0.9", List.of(new Card(3, "NVIDIA L4", null)));

    assertThat(JobEnvironment.of(order(gpu), gpu))
        .containsEntry("LANG", "zh_CN.UTF-8")
        .containsEntry("CUDA_VISIBLE_DEVICES", "3")
        .containsEntry("MASTER_ADDR", "127.0.0.1")
        .containsEntry("OMP_NUM_THREADS", "2")
        .containsEntry("PENSTOCK_OUTPUT_MY_MODEL", "/job/work/outputs/my-model")
        .doesNotContainKey("RANK_TABLE_FILE");
  }
}
