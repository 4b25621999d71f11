package dev.penstock.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {
  private static final List<Integer> FREE = List.of(1000, 1000, 400, 0, 0, 0, 0, 0);
  private static final List<Node> NODES =
      List.of(
          new Node("cpu", true, null, 0, true, 2000, 8192, List.of(), 500, 8192),
          new Node("npu", true, "ascend910b", 8, true, 64_000, 65_536, FREE, 64_000, 65_536));

  @Test
  void saysWhetherItCouldStartNow() {
    assertThat(Fit.of(NODES, 1, new Demand("ascend910b", 2, 1000, 1024)))
        .isEqualTo(new Fit.Possible(true));
    assertThat(Fit.of(NODES, 1, new Demand("ascend910b", 8, 1000, 1024)))
        .isEqualTo(new Fit.Possible(false));
  }

  @Test
  void aPartOfACardFitsBesideAnother() {
    assertThat(Fit.of(NODES, 1, new Demand("ascend910b", 3, 400, 1000, 1024)))
        .isEqualTo(new Fit.Possible(true));
    assertThat(Fit.of(NODES, 1, new Demand("ascend910b", 3, 401, 1000, 1024)))
        .isEqualTo(new Fit.Possible(false));
  }

  @Test
  void aPartOfACardNeedsANodeThatGivesParts() {
    Node whole =
        new Node("npu", true, "h", 1, false, 64_000, 65_536, List.of(1000), 64_000, 65_536);
    assertThat(Fit.of(List.of(whole), 1, new Demand("h", 1, 500, 1000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.CARD_PARTS, 1, 0));
    assertThat(Fit.of(List.of(whole), 1, new Demand("h", 1, 1000, 1024)))
        .isEqualTo(new Fit.Possible(true));
  }

  @Test
  void namesWhatStopsItAndTheMostThatWouldFit() {
    assertThat(Fit.of(NODES, 1, new Demand("h100", 1, 1000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.CARD_MODEL, 1, 0));
    assertThat(Fit.of(NODES, 1, new Demand("ascend910b", 16, 1000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.CARDS, 16, 8));
    assertThat(Fit.of(NODES, 1, new Demand(null, 0, 128_000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.CORES, 128_000, 64_000));
    assertThat(Fit.of(NODES, 1, new Demand(null, 0, 1000, 1 << 20)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.MEMORY, 1 << 20, 65_536));
    assertThat(Fit.of(NODES, 3, new Demand(null, 0, 1000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.NODES, 3, 2));
  }

  @Test
  void aServiceCountsOnlyNodesThatRunServices() {
    Demand small = new Demand(null, 0, 1000, 1024);
    Demand cards = new Demand("ascend910b", 2, 1000, 1024);
    List<Node> cpuOnly = NODES.subList(0, 1);
    assertThat(Fit.ofService(NODES, NODES, 1, cards)).isEqualTo(new Fit.Possible(true));
    assertThat(Fit.ofService(NODES, cpuOnly, 1, small)).isEqualTo(new Fit.Possible(false));
    assertThat(Fit.ofService(NODES, List.of(), 1, small))
        .isEqualTo(new Fit.Impossible(Fit.Limit.SERVICES, 1, 0));
    assertThat(Fit.ofService(NODES, cpuOnly, 1, cards))
        .isEqualTo(new Fit.Impossible(Fit.Limit.SERVICE_NODES, 1, 0));
    assertThat(Fit.ofService(NODES, cpuOnly, 2, small))
        .isEqualTo(new Fit.Impossible(Fit.Limit.SERVICE_NODES, 2, 1));
  }

  @Test
  void aServiceThatNoNodeCouldHoldIsToldWhatEveryJobIsTold() {
    assertThat(Fit.ofService(NODES, List.of(), 1, new Demand("h100", 1, 1000, 1024)))
        .isEqualTo(new Fit.Impossible(Fit.Limit.CARD_MODEL, 1, 0));
  }
}
