package dev.penstock.engines.local;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.conformance.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;

/** A local engine on a folder of its own that can be reopened, and that leaves nothing behind. */
final class Machine implements AutoCloseable {
  private final LocalSettings settings;
  private final InstantSource clock;
  private LocalEngine engine;

  private Machine(LocalSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.engine = new LocalEngine(settings, clock);
  }

  static Machine on(Path folder) {
    return with(settings(folder));
  }

  static Machine with(LocalSettings settings) {
    return with(settings, InstantSource.system());
  }

  static Machine with(LocalSettings settings, InstantSource clock) {
    return new Machine(settings, clock);
  }

  static LocalSettings settings(Path folder) {
    String name =
        "test-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(folder.hashCode());
    return new LocalSettings(folder.resolve("engine"), "here", name);
  }

  LocalEngine engine() {
    return engine;
  }

  LocalSettings settings() {
    return settings;
  }

  /** Another engine on the same folder; the former one is left as it is, as by a crash. */
  LocalEngine reopened() {
    LocalEngine former = engine;
    former.close();
    engine = new LocalEngine(settings, clock);
    return engine;
  }

  UUID submit(Orders orders) {
    engine.submit(orders.order());
    return orders.order().attempt();
  }

  Observation run(Orders orders) {
    return ended(submit(orders));
  }

  Observation ended(UUID attempt) {
    Await.until(
        () -> "the end of %s%n%s".formatted(engine.observe(attempt), log(attempt)),
        () -> engine.observe(attempt).phase() == Phase.ENDED);
    return engine.observe(attempt);
  }

  /** Waits until the job has written the word to its log. */
  void says(UUID attempt, String word) {
    Await.until(
        () -> "'%s' in the log of %s%n%s".formatted(word, engine.observe(attempt), log(attempt)),
        () -> log(attempt).contains(word));
  }

  String log(UUID attempt) {
    return new String(engine.readLog(attempt, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  /** What a job prints. */
  String output(Orders orders) {
    Observation observation = run(orders);
    String log = log(orders.order().attempt());
    if (observation.cause() != Cause.COMPLETED) {
      throw new AssertionError(observation + "\n" + log);
    }
    return log;
  }

  Cgroups cgroups() throws IOException {
    return Cgroups.find(settings.installation(), JobUser.of(settings.jobUser()));
  }

  @Override
  public void close() throws IOException {
    for (Observation left : engine.list()) {
      engine.stop(left.attempt(), Cause.CANCELLED, Duration.ZERO);
      ended(left.attempt());
      engine.forget(left.attempt());
    }
    Cgroups groups = cgroups();
    engine.close();
    for (Path group : groups.groups("x")) {
      Path base = Objects.requireNonNull(group.getParent());
      Await.until(
          "removal of " + base,
          () -> {
            empty(base);
            return Cgroups.removeFolder(base);
          });
    }
  }

  private static void empty(Path base) {
    try (var groups = Files.list(base)) {
      groups.filter(Files::isDirectory).forEach(Cgroups::removeFolder);
    } catch (IOException gone) {
      // Somebody was faster.
      return;
    }
  }
}
