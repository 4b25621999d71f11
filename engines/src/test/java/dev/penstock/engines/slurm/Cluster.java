package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An engine on the laboratory with an installation of its own, that can be reopened. */
final class Cluster implements AutoCloseable {
  private final Lab lab = Lab.running();
  private final SlurmSettings settings;
  private final Function<Places, ClusterClock> clock;
  private SlurmEngine engine;

  private Cluster(UnaryOperator<SlurmSettings> change, Function<Places, ClusterClock> clock) {
    settings = change.apply(settings(lab, "t-" + UUID.randomUUID().toString().substring(24)));
    this.clock = clock;
    engine = open();
  }

  static Cluster open(UnaryOperator<SlurmSettings> change) {
    return new Cluster(
        change,
        places -> new ClusterClock(InstantSource.system(), ClusterClock.of(places.drafts())));
  }

  /** With clocks of its own for the engine, which finds its accounts in Slurm. */
  static Cluster onClock(Function<Places, ClusterClock> clock) {
    return new Cluster(usual -> settings(Lab.running(), usual.installation(), false), clock);
  }

  static SlurmSettings settings(Lab lab, String installation) {
    return settings(lab, installation, true);
  }

  private static SlurmSettings settings(Lab lab, String installation, boolean accounts) {
    SlurmSettings usual =
        SlurmSettings.of(
            "lab",
            installation,
            new SlurmSettings.Connection.Rest(
                URI.create(lab.fact("url")),
                Path.of(lab.fact("jwt-key-file")),
                lab.fact("user"),
                null),
            lab.fact("partition"),
            lab.shared());
    return new SlurmSettings(
        usual.name(),
        usual.installation(),
        usual.connection(),
        usual.partition(),
        usual.sharedFolder(),
        Path.of(lab.fact("slurm-conf")),
        new SlurmSettings.Users("ps-%s", lab.userHook()),
        accounts,
        usual.placed(),
        usual.exclusive(),
        usual.qos(),
        4,
        usual.images(),
        usual.sandbox(),
        1 << 20,
        Duration.ofMillis(100),
        Duration.ofSeconds(30));
  }

  /** Makes accounts in Slurm, which takes it seconds each, for all engines that follow. */
  static void makeAccounts(Account... accounts) {
    SlurmSettings settings = settings(Lab.running(), "accounts");
    var rest = (SlurmSettings.Connection.Rest) settings.connection();
    var control = new RestControl(rest, settings.mark(), InstantSource.system());
    var maker = new Accounts(settings, control);
    for (Account account : accounts) {
      var _ = maker.user(account);
      maker.inSlurm(account);
    }
  }

  private SlurmEngine open() {
    return new SlurmEngine(settings, clock);
  }

  SlurmEngine engine() {
    return engine;
  }

  SlurmSettings settings() {
    return settings;
  }

  Lab lab() {
    return lab;
  }

  /** Another engine on the same folder. */
  SlurmEngine reopened() {
    engine.close();
    engine = open();
    return engine;
  }

  UUID submit(StartOrder order) {
    engine.submit(order);
    return order.attempt();
  }

  Observation run(StartOrder order) {
    return ended(submit(order));
  }

  Observation ended(UUID attempt) {
    Await.until(
        () -> "the end of %s%n%s%n%s".formatted(engine.observe(attempt), log(attempt), queue()),
        () -> engine.observe(attempt).phase() == Phase.ENDED);
    return engine.observe(attempt);
  }

  /** Waits until the job has written the word to its log. */
  void says(UUID attempt, String word) {
    Await.until(
        () ->
            "'%s' in the log of %s%n%s%n%s"
                .formatted(word, engine.observe(attempt), log(attempt), queue()),
        () -> {
          boolean ended = engine.observe(attempt).phase() == Phase.ENDED;
          boolean said = log(attempt).contains(word);
          if (ended && !said) {
            throw new AssertionError(
                "ended without '%s': %s%n%s"
                    .formatted(word, engine.observe(attempt), log(attempt)));
          }
          return said;
        });
  }

  private String queue() {
    return lab.slurm("squeue", "-h", "-t", "all", "-o", "%i %j %T %r %N");
  }

  String log(UUID attempt) {
    return new String(engine.readLog(attempt, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  /** What a job prints. */
  String output(StartOrder order) {
    Observation observation = run(order);
    String log = log(order.attempt());
    if (observation.cause() != Cause.COMPLETED) {
      throw new AssertionError(observation + "\n" + log);
    }
    return log;
  }

  /** How many jobs Slurm has had for the attempt, by its accounting. */
  long jobsOf(UUID attempt) {
    return lab.slurm("squeue", "-h", "-t", "all", "-o", "%j")
        .lines()
        .filter(name -> name.equals(settings.mark() + attempt))
        .count();
  }

  List<String> states(UUID attempt) {
    return lab.slurm("squeue", "-h", "-t", "all", "-o", "%j %T")
        .lines()
        .filter(line -> line.startsWith(settings.mark() + attempt))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  /** Likewise; none while slurmctld does not answer. */
  List<String> statesOrNone(UUID attempt) {
    try {
      return states(attempt);
    } catch (AssertionError down) {
      return List.of();
    }
  }

  @Override
  public void close() {
    for (UUID left : List.copyOf(engine.attempts().keySet())) {
      engine.stop(left, Cause.CANCELLED, Duration.ZERO);
      ended(left);
      engine.forget(left);
    }
    engine.close();
  }
}
