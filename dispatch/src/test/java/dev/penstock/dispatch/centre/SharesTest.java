package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SharesTest {
  @Test
  void twoEqualQueuesAlternate() {
    Play play = Play.plain(1, "a", "b");
    for (int i = 0; i < 8; i++) {
      play.submit(work("a" + i, "a"));
    }
    for (int i = 0; i < 8; i++) {
      play.submit(work("b" + i, "b"));
    }
    assertThat(play.starts()).containsExactly("a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3");
  }

  @Test
  void aQueueOfThriceTheWeightGetsThriceAsMuch() {
    Play play = Play.plain(1, "a");
    play.kernel.queue(weighted("b", null, 3));
    for (int i = 0; i < 8; i++) {
      play.submit(work("a" + i, "a"), work("b" + i, "b"));
    }
    assertThat(play.starts()).filteredOn(it -> it.startsWith("b")).hasSize(6);
  }

  @Test
  void organisationsShareBeforeTheirProjectsDo() {
    Play play = Play.plain(1, "one", "two");
    play.kernel.queue(Queue.plain("one/x", "one"));
    play.kernel.queue(Queue.plain("one/y", "one"));
    play.kernel.queue(Queue.plain("two/x", "two"));
    for (int i = 0; i < 8; i++) {
      play.submit(work("x" + i, "one/x"), work("y" + i, "one/y"), work("z" + i, "two/x"));
    }
    List<String> started = play.starts();
    assertThat(started).filteredOn(it -> it.startsWith("x")).hasSize(2);
    assertThat(started).filteredOn(it -> it.startsWith("y")).hasSize(2);
    assertThat(started).filteredOn(it -> it.startsWith("z")).hasSize(4);
  }

  @Test
  void pastUsageCountsAndIsForgottenByHalves() {
    Play play = remembering();
    play.submit(work("past", "a").cards(8)).starts();
    play.at(HOUR).end("past");
    play.submit(work("a", "a").cards(8), work("b", "b").cards(8));
    assertThat(play.starts()).containsExactly("b");

    // after two days a's hour counts less than b's minute does
    play.at(HOUR + 60_000).end("b");
    play.submit(work("b2", "b").cards(8));
    assertThat(play.starts()).containsExactly("b2");
  }

  @Test
  void aQueueThatWasIdleHasNothingToMakeUpFor() {
    Play play = remembering();
    play.submit(work("a", "a").cards(8)).starts();
    play.at(30 * 24 * HOUR).end("a");
    play.at(60 * 24 * HOUR).submit(work("a2", "a").cards(4), work("b", "b").cards(4));
    assertThat(play.starts()).containsExactlyInAnyOrder("a2", "b");
  }

  @Test
  void aQueueBelowItsGuaranteeGoesFirst() {
    Play play = Play.plain(1, "a");
    play.kernel.queue(Play.guaranteed("b", 6));
    for (int i = 0; i < 8; i++) {
      play.submit(work("a" + i, "a"), work("b" + i, "b"));
    }
    assertThat(play.starts())
        .startsWith("b0", "b1", "b2", "b3", "b4", "b5")
        .filteredOn(it -> it.startsWith("a"))
        .hasSize(2);
  }

  @Test
  void aQueueTakesItsNewWeightFromTheNextDecisionOn() {
    Play play = Play.plain(1, "a", "b");
    play.kernel.queue(weighted("b", null, 7));
    for (int i = 0; i < 8; i++) {
      play.submit(work("a" + i, "a"), work("b" + i, "b"));
    }
    assertThat(play.starts()).filteredOn(it -> it.startsWith("a")).hasSize(1);
  }

  @Test
  void refusesWhatItCannotKnow() {
    Play play = Play.plain(1, "a");
    assertThatThrownBy(() -> play.submit(work("x", "nowhere"))).hasMessageContaining("nowhere");
    assertThatThrownBy(() -> play.kernel.queue(Queue.plain("c", "gone")))
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> weighted("a", null, 0)).hasMessageContaining("more than 0");
    play.at(5).submit(work("y", "a"));
    assertThatThrownBy(() -> play.submit(work("y", "a"))).hasMessageContaining("already");
    assertThatThrownBy(() -> play.end("y")).hasMessageContaining("does not run");
    assertThatThrownBy(() -> play.at(4).starts()).hasMessageContaining("before 5");
  }

  private static Queue weighted(String name, @Nullable String parent, double weight) {
    return new Queue(name, parent, weight, Amounts.NONE, Amounts.UNBOUNDED, Amounts.UNBOUNDED);
  }

  private static Play remembering() {
    Policy p = Play.PLAIN;
    return Play.with(
        new Policy(
            p.placing(), 0, HOUR, 24 * HOUR, 24 * HOUR, 1, p.reclaimAfter(), 60, Long.MAX_VALUE),
        1,
        "a",
        "b");
  }
}
