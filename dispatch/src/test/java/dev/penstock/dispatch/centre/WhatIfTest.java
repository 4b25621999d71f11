package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WhatIfTest {
  private static final WhatIf.Limits LIMITS = new WhatIf.Limits(3, 100, HOUR, 4);
  private static final Mix MIX = Mix.of(List.of(new Task(0, 0, 8, 1000)));

  /** One of eight cards runs, one waits, and such have always run for half an hour. */
  private static Play half() {
    Play play = Play.plain(1, "a");
    play.submit(work("past", "a").cards(8)).starts();
    play.at(30 * MINUTE).end("past");
    play.submit(work("runs", "a").cards(8), work("waits", "a").cards(8)).starts();
    return play;
  }

  private static WhatIf.Outcome look(Kernel kernel) {
    return WhatIf.of(kernel, kernel.time(), 1, LIMITS, () -> false);
  }

  @Test
  void tellsHowLongWhatWaitsGoesOnWaitingAndHowFullTheCentreIs() {
    WhatIf.Outcome outcome = look(half().kernel);
    assertThat(outcome.waiting()).isOne();
    assertThat(outcome.meanWait()).isEqualTo(30 * MINUTE);
    assertThat(outcome.p90Wait()).isEqualTo(30 * MINUTE);
    assertThat(outcome.beyond()).isZero();
    assertThat(outcome.utilised()).containsExactly(1.0, 1.0, 1.0, 1.0);
    assertThat(outcome.held()).containsEntry("a", 8000.0);
  }

  @Test
  void withAnotherNodeWhatWaitsStartsAtOnceAndTheCentreIsIdleSooner() {
    Kernel kernel = half().kernel.copy(30 * MINUTE);
    List<Node> nodes = new ArrayList<>(kernel.nodes());
    Node like = nodes.getFirst();
    nodes.add(
        new Node(
            "more",
            true,
            like.model(),
            like.cards(),
            0,
            0,
            like.milliCores(),
            like.memoryMiB(),
            "",
            "",
            like.labels()));
    kernel.nodes(nodes);
    WhatIf.Outcome outcome = look(kernel);
    assertThat(outcome.meanWait()).isZero();
    assertThat(outcome.utilised()).containsExactly(1.0, 1.0, 0.0, 0.0);
    assertThat(outcome.held()).containsEntry("a", 8000.0);
  }

  @Test
  void aQueueThatHasNeverHeldAnythingUsesNothing() {
    assertThat(Play.plain(1, "a").kernel.queues())
        .allSatisfy(it -> assertThat(it.used().milliCores()).isZero());
  }

  @Test
  void leavesTheKernelAsItIsAndAnswersTheSameAgain() {
    Kernel kernel = half().kernel;
    WhatIf.Outcome once = look(kernel);
    assertThat(kernel.waiting()).hasSize(1);
    assertThat(kernel.running()).isOne();
    assertThat(look(kernel)).isEqualTo(once);
  }

  @Test
  void whatDoesNotStartWithinTheTimeCountsAsAllOfIt() {
    WhatIf.Outcome outcome =
        WhatIf.of(
            half().kernel, 30 * MINUTE, 1, new WhatIf.Limits(2, 100, 10 * MINUTE, 1), () -> false);
    assertThat(outcome.beyond()).isEqualTo(1);
    assertThat(outcome.meanWait()).isEqualTo(10 * MINUTE);
  }

  @Test
  void aPolicyIsTheOneThatHoldsWithOneThingChanged() {
    Policy asIs = half().kernel.policy();
    assertThat(Policies.named(Policies.AS_IS, asIs, MIX)).isSameAs(asIs);
    assertThat(Policies.named("fifo", asIs, MIX).shortFirst()).isZero();
    assertThat(Policies.named("fifo", asIs, MIX).held()).isEqualTo(asIs.held());
    assertThat(Policies.named("no-reclaim", asIs, MIX).reclaimAfter()).isEqualTo(Long.MAX_VALUE);
    assertThat(Policies.named("fgd", asIs, MIX).placing()).isNotSameAs(asIs.placing());
    assertThat(Policies.names()).allSatisfy(it -> Policies.named(it, asIs, MIX));
    assertThatThrownBy(() -> Policies.named("magic", asIs, MIX))
        .hasMessageContaining("\"magic\"")
        .hasMessageContaining("no-moves");
  }
}
