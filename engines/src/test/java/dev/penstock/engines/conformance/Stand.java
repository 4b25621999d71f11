package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;

/** A bed with what all behaviours do with it. */
record Stand(Site site) {
  Engine engine() {
    return site.engine();
  }

  UUID submit(Program program) {
    return submit(site.order(program));
  }

  UUID submit(StartOrder order) {
    engine().submit(order);
    return order.attempt();
  }

  Observation observe(UUID attempt) {
    return engine().observe(attempt);
  }

  Observation run(Program program) {
    return ended(submit(program));
  }

  Observation run(StartOrder order) {
    return ended(submit(order));
  }

  Observation ended(UUID attempt) {
    return reached(attempt, Phase.ENDED);
  }

  /** Waits until it runs and has said so. */
  Observation up(UUID attempt) {
    Observation running = reached(attempt, Phase.RUNNING);
    says(attempt, "up");
    return running;
  }

  Observation reached(UUID attempt, Phase phase) {
    Await.until(
        () -> "%s of %s%n%s".formatted(phase, observe(attempt), log(attempt)),
        () -> observe(attempt).phase() == phase);
    return observe(attempt);
  }

  void says(UUID attempt, String word) {
    Await.until(
        () -> "'%s' in the log of %s%n%s".formatted(word, observe(attempt), log(attempt)),
        () -> log(attempt).contains(word));
  }

  String log(UUID attempt) {
    return new String(engine().readLog(attempt, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  /** What a program prints that ends well. */
  String output(StartOrder order) {
    Observation end = run(order);
    String log = log(order.attempt());
    assertThat(end.cause()).as("%s%n%s", end, log).isEqualTo(Cause.COMPLETED);
    return log;
  }

  String output(String script) {
    return output(site.order(new Program.Script(script)));
  }

  List<UUID> listed() {
    return engine().list().stream().map(Observation::attempt).toList();
  }

  static void refused(Blame blame, Runnable act, String... said) {
    EngineException refusal = Assertions.catchThrowableOfType(EngineException.class, act::run);
    assertThat(refusal).as("an EngineException").isNotNull();
    assertThat(refusal.blame()).as(refusal.getMessage()).isEqualTo(blame);
    assertThat(List.of(said)).allSatisfy(word -> assertThat(refusal).hasMessageContaining(word));
  }

  /** Listens from now on. */
  Ear listen() {
    var ear = new Ear(new ArrayList<>());
    engine().subscribe(ear::hear);
    return ear;
  }

  /** What a listener was told. */
  record Ear(List<Observation> told) {
    private void hear(Observation observation) {
      synchronized (told) {
        told.add(observation);
      }
    }

    List<Observation> of(UUID attempt) {
      synchronized (told) {
        return told.stream().filter(it -> it.attempt().equals(attempt)).toList();
      }
    }

    List<Phase> phases(UUID attempt) {
      return of(attempt).stream().map(Observation::phase).distinct().toList();
    }

    void hears(UUID attempt, Phase phase) {
      Await.until(
          () -> "to be told %s: %s".formatted(phase, of(attempt)),
          () -> phases(attempt).contains(phase));
    }
  }
}
