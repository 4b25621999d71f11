package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** How orders are accepted. */
final class Starting {
  private Starting() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of("An order that is sent twice runs once", Starting::twice, Ability.RUN),
        Behaviour.of(
            "An order that many send at the same moment runs once", Starting::atOnce, Ability.RUN),
        Behaviour.of(
            "An order that is sent again after its end changes nothing",
            Starting::afterItsEnd,
            Ability.RUN),
        Behaviour.of(
            "An order that is sent again after a restart changes nothing",
            Starting::afterRestart,
            Ability.RUN,
            Ability.RESTART),
        Behaviour.of(
            "What was accepted is observed and listed at once", Starting::listed, Ability.RUN),
        Behaviour.of(
            "What was accepted is there though the process that accepted it was killed at once",
            Starting::killed,
            Ability.RUN,
            Ability.KILL),
        Behaviour.of(
            "An order that can never run is refused as the user's fault, with field and value",
            Starting::impossible,
            Ability.ANSWER),
        Behaviour.of(
            "An order for a service is accepted by an engine that runs services, and else refused as"
                + " the user's fault",
            Starting::service,
            Ability.RUN),
        Behaviour.of(
            "An order for a node that is not here is refused as the platform's fault",
            Starting::elsewhere,
            Ability.ANSWER),
        Behaviour.of(
            "An attempt that was never accepted is unknown", Starting::unknown, Ability.ANSWER));
  }

  private static void twice(Stand stand) {
    StartOrder order = stand.site().order(new Program.Exits(0, "once"));
    stand.submit(order);
    stand.submit(order);

    stand.ended(order.attempt());

    assertThat(stand.listed()).containsExactly(order.attempt());
    assertThat(stand.log(order.attempt())).isEqualTo("once");
  }

  private static void atOnce(Stand stand) throws InterruptedException {
    StartOrder order = stand.site().order(new Program.Exits(0, "once"));
    var begin = new CountDownLatch(1);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      begin.await();
                      stand.submit(order);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    begin.countDown();
    for (Thread sender : senders) {
      sender.join();
    }

    stand.ended(order.attempt());

    assertThat(stand.listed()).containsExactly(order.attempt());
    assertThat(stand.log(order.attempt())).isEqualTo("once");
  }

  private static void afterItsEnd(Stand stand) {
    StartOrder order = stand.site().order(new Program.Exits(4, "once"));
    Observation end = stand.run(order);

    stand.submit(order);

    assertThat(stand.observe(order.attempt())).isEqualTo(end);
    assertThat(stand.log(order.attempt())).isEqualTo("once");
  }

  private static void afterRestart(Stand stand) {
    StartOrder runs = stand.site().order(new Program.Waits(0, "once"));
    StartOrder ended = stand.site().order(new Program.Exits(0, "done"));
    Observation end = stand.run(ended);
    stand.submit(runs);
    Observation running = stand.up(runs.attempt());
    stand.site().restart();

    stand.submit(runs);
    stand.submit(ended);

    assertThat(stand.observe(ended.attempt())).isEqualTo(end);
    assertThat(stand.observe(runs.attempt())).isEqualTo(running);
    assertThat(stand.listed()).containsExactlyInAnyOrder(runs.attempt(), ended.attempt());
    stand.site().goOn(runs.attempt());
    stand.ended(runs.attempt());
    assertThat(stand.log(runs.attempt())).isEqualTo("up\nonce");
  }

  private static void listed(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());

    assertThat(stand.observe(attempt).phase()).isIn(Phase.ACCEPTED, Phase.RUNNING);
    assertThat(stand.listed()).containsExactly(attempt);
  }

  private static void killed(Stand stand) {
    StartOrder order = stand.site().order(new Program.Exits(6, "once"));

    stand.site().submitAndDie(order);

    assertThat(stand.listed()).containsExactly(order.attempt());
    stand.submit(order);
    Observation end = stand.ended(order.attempt());
    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(6);
    assertThat(stand.log(order.attempt())).isEqualTo("once");
  }

  private static void impossible(Stand stand) {
    StartOrder good = stand.site().order(new Program.Exits(0, ""));
    Path root = Path.of("/");

    refuses(stand, OrderEdit.command(good, List.of()), "command");
    refuses(stand, OrderEdit.command(good, List.of("echo", "a\0b")), "command");
    refuses(stand, OrderEdit.outputs(good, "../x"), "outputs", "../x");
    refuses(stand, OrderEdit.environment(good, "a-b", "1"), "environment", "a-b");
    refuses(
        stand,
        OrderEdit.mounts(good, new Mount(root, "/job/../etc", false)),
        "mounts",
        "/job/../etc");
    assertThat(stand.listed()).isEmpty();
  }

  private static void refuses(Stand stand, StartOrder order, String... said) {
    Stand.refused(Blame.USER, () -> stand.engine().submit(order), said);
    assertThat(stand.observe(order.attempt()).phase()).isEqualTo(Phase.UNKNOWN);
  }

  private static void service(Stand stand) {
    StartOrder order = OrderEdit.service(stand.site().order(new Program.Exits(0, "")));
    if (stand.engine().runsServices()) {
      stand.submit(order);
      assertThat(stand.ended(order.attempt()).cause()).isEqualTo(Cause.COMPLETED);
    } else {
      refuses(stand, order, "service");
      assertThat(stand.engine().socket(order.attempt())).isEmpty();
    }
  }

  private static void elsewhere(Stand stand) {
    StartOrder good = stand.site().order(new Program.Exits(0, ""));
    StartOrder lost =
        OrderEdit.ranks(good, List.of(new Rank(0, "no-such-node", "10.9.9.9", List.of())));

    Stand.refused(Blame.PLATFORM, () -> stand.engine().submit(lost), "no-such-node");
    assertThat(stand.listed()).isEmpty();
  }

  private static void unknown(Stand stand) {
    UUID attempt = UUID.randomUUID();

    assertThat(stand.observe(attempt)).isEqualTo(Observation.unknown(attempt));
    assertThat(stand.engine().list()).isEmpty();
    assertThat(stand.engine().socket(attempt)).isEmpty();
  }
}
