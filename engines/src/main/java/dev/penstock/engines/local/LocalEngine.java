package dev.penstock.engines.local;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Listeners;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of this machine: each attempt is a bubblewrap sandbox without network, in control
 * groups. All it knows is on disk, so that jobs and what is known of them survive it. Needs {@code
 * bwrap}, {@code sh} and util-linux.
 *
 * <p>A job sees only the runtime, its mounts and its own work folder, none of the host's processes
 * and no network but a loopback of its own. As root the engine runs jobs as an unprivileged user.
 */
public final class LocalEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(LocalEngine.class);

  private final LocalSettings settings;
  private final InstantSource clock;
  private final JobUser user;
  private final Places places;
  private final Cgroups cgroups;
  private final Cleaner cleaner;
  private final Acceptor acceptor;
  private final Supervisor supervisor;
  private final Launcher launcher;
  private final Inventory inventory;
  private final Rounds rounds;
  private final Listeners listeners = new Listeners();
  private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();
  private final Object[] submitting = Stream.generate(Object::new).limit(64).toArray();

  /**
   * Opens the engine on its folder and adopts what runs there.
   *
   * @throws EngineException blame PLATFORM, when this machine lacks what sandboxes need
   */
  public LocalEngine(LocalSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      String bootId = Launcher.bootId();
      user = JobUser.of(settings.jobUser());
      places = Places.prepare(settings.folder(), user);
      cgroups = Cgroups.find(settings.installation(), user);
      cleaner = new Cleaner(places, cgroups);
      cleaner.leftovers();
      Path empty = Files.createDirectories(places.folder().resolve("empty"));
      Path etc = HostEtc.prepare(places.folder().resolve("etc"));
      acceptor = new Acceptor(places, etc, empty, cgroups, user);
      supervisor =
          new Supervisor(
              places,
              bootId,
              cgroups,
              settings.logLimitBytes(),
              clock,
              this::observed,
              this::later);
      inventory = new Inventory(settings, cgroups.problem());
      adopt();
      rounds = new Rounds(attempts.values(), supervisor, cleaner, places.heartbeat(), clock);
      launcher = new Launcher(places.attempts(), bootId, user, cgroups, new FromLauncher());
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "The local engine cannot use its folder %s: %s".formatted(settings.folder(), e),
          e);
    }
    rounds.checkAll();
    launcher.begin();
    rounds.begin(settings.poll());
  }

  private final class FromLauncher implements Launcher.Events {
    @Override
    public void ready() {
      attempts.values().stream()
          .filter(attempt -> !attempt.folder().hasStarted())
          .forEach(attempt -> launcher.start(attempt.id()));
    }

    @Override
    public void changed(UUID id) {
      Attempt attempt = attempts.get(id);
      if (attempt != null) {
        supervisor.refresh(attempt);
      }
    }
  }

  private void adopt() throws IOException {
    try (Stream<Path> folders = Files.list(places.attempts())) {
      for (Path folder : folders.toList()) {
        UUID id = UUID.fromString(folder.getFileName().toString());
        var onDisk = new AttemptFolder(folder);
        attempts.put(id, new Attempt(id, onDisk, OrderFacts.parse(onDisk.order())));
      }
    }
    cgroups.attempts().stream()
        .filter(id -> !attempts.containsKey(UUID.fromString(id)))
        .forEach(cleaner::group);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void submit(StartOrder order) {
    OrderCheck.check(order, settings.nodeName());
    UUID id = order.attempt();
    synchronized (submitting[Math.floorMod(id.hashCode(), submitting.length)]) {
      if (!attempts.containsKey(id)) {
        accept(order);
      }
    }
  }

  private void accept(StartOrder order) {
    UUID id = order.attempt();
    Path draft = places.drafts().resolve(id.toString());
    try {
      OrderFacts facts = acceptor.write(order, draft);
      AttemptFolder folder = places.attempt(id);
      Files.move(draft, folder.path(), StandardCopyOption.ATOMIC_MOVE);
      attempts.put(id, new Attempt(id, folder, facts));
      launcher.start(id);
    } catch (IOException e) {
      cleaner.now(draft);
      cgroups.remove(id.toString());
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s could not be written: %s".formatted(id, e), e);
    }
  }

  @Override
  public Observation observe(UUID id) {
    Attempt attempt = attempts.get(id);
    return attempt == null ? Observation.unknown(id) : supervisor.refresh(attempt);
  }

  @Override
  public List<Observation> list() {
    return attempts.values().stream().map(supervisor::refresh).toList();
  }

  @Override
  public void stop(UUID id, Cause cause, Duration grace) {
    Attempt attempt = attempts.get(id);
    if (attempt != null) {
      supervisor.stop(attempt, cause, grace, "");
      rounds.chase(attempt);
    }
  }

  @Override
  public LogSlice readLog(UUID id, long offset, int maxBytes) {
    Attempt attempt = require(id);
    boolean ended = supervisor.refresh(attempt).phase() == Phase.ENDED;
    try {
      return attempt.folder().readLog(offset, maxBytes, ended);
    } catch (IOException e) {
      throw new EngineException(Blame.PLATFORM, "The log of %s: %s".formatted(id, e), e);
    }
  }

  @Override
  public Path folder(UUID id) {
    return places.attempt(id).work();
  }

  @Override
  public Optional<Path> socket(UUID id) {
    Attempt attempt = attempts.get(id);
    Path folder = attempt == null ? null : attempt.facts().socketFolder();
    if (attempt == null || folder == null || supervisor.refresh(attempt).phase() != Phase.RUNNING) {
      return Optional.empty();
    }
    return Sockets.in(folder);
  }

  @Override
  public void forget(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      return;
    }
    if (supervisor.refresh(attempt).phase() != Phase.ENDED) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s has not ended. Stop it first.".formatted(id));
    }
    Path trash = places.trash().resolve(id.toString());
    try {
      Files.move(attempt.folder().path(), trash, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      log.debug("{} was forgotten twice", id);
    } catch (IOException e) {
      throw new EngineException(Blame.PLATFORM, "Cannot forget %s: %s".formatted(id, e), e);
    }
    attempts.remove(id);
    cleaner.folder(trash);
    cleaner.group(id.toString());
    Path socket = attempt.facts().socketFolder();
    if (socket != null) {
      cleaner.folder(socket);
    }
  }

  private Attempt require(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s is not known here, or was forgotten.".formatted(id));
    }
    return attempt;
  }

  @Override
  public List<NodeInfo> nodes() {
    return List.of(inventory.node(clock.instant()));
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {
    listeners.add(
        listener, () -> list().stream().filter(seen -> seen.phase() != Phase.ACCEPTED).iterator());
  }

  /** For tests. */
  Launcher launcher() {
    return launcher;
  }

  /** For tests: one look at everything. */
  void look() {
    rounds.checkAll();
  }

  private void later(Attempt attempt) {
    rounds.soon(attempt);
  }

  private void observed(Observation observation) {
    if (observation.phase() == Phase.ENDED) {
      cleaner.group(observation.attempt().toString());
    }
    listeners.tell(observation);
  }

  @Override
  public void close() {
    rounds.close();
    launcher.close();
    listeners.close();
    cleaner.sweep();
    try {
      places.close();
    } catch (IOException e) {
      log.debug("The folder of sockets stays", e);
    }
  }
}
