package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts that this installation has here. The shared folder is the truth, for other servers
 * accept and forget attempts in it too; what is in memory follows it.
 */
final class Register {
  private static final Logger log = LoggerFactory.getLogger(Register.class);

  private final SlurmSettings settings;
  private final Places places;
  private final InstantSource clock;
  private final ConcurrentHashMap<UUID, Attempt> attempts = new ConcurrentHashMap<>();

  /**
   * @throws EngineException blame PLATFORM, when the folder can't be read
   */
  Register(SlurmSettings settings, Places places, InstantSource clock) {
    this.settings = settings;
    this.places = places;
    this.clock = clock;
    try {
      places.leftovers(clock.instant()).forEach(Register::removeLater);
    } catch (IOException e) {
      throw unreadable(e);
    }
    refresh();
  }

  /** What is in memory. */
  Map<UUID, Attempt> known() {
    return attempts;
  }

  /** All there are now, those of other servers included. */
  Collection<Attempt> all() {
    refresh();
    return attempts.values();
  }

  /** Takes in what others have accepted, and drops what they have forgotten. */
  void refresh() {
    try {
      Set<UUID> there = new HashSet<>(places.accepted());
      there.forEach(this::find);
      for (UUID id : List.copyOf(attempts.keySet())) {
        if (!there.contains(id) && !places.attempt(id).exists()) {
          attempts.remove(id);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private EngineException unreadable(Exception e) {
    return new EngineException(
        Blame.PLATFORM,
        "shared-folder: what is in %s can't be read: %s".formatted(settings.folder(), e),
        e);
  }

  /** The attempt of this id, whoever accepted it; null when there is none. */
  @Nullable Attempt find(UUID id) {
    Attempt known = attempts.get(id);
    if (known != null) {
      return known;
    }
    AttemptFolder folder = places.attempt(id);
    try {
      return folder.exists() ? keep(adopted(id, folder)) : null;
    } catch (NoSuchFileException forgotten) {
      return null;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private Attempt keep(Attempt attempt) {
    Attempt before = attempts.putIfAbsent(attempt.id(), attempt);
    return before == null ? attempt : before;
  }

  private Attempt adopted(UUID id, AttemptFolder folder) throws IOException {
    var attempt = new Attempt(folder, folder.order(), Observation.accepted(id));
    folder.handed().ifPresent(attempt::handed);
    if (attempt.job() == 0) {
      // only a look that begins from here on tells whether Slurm has it
      attempt.uncertain(clock.instant());
    }
    folder.runningSince().ifPresent(since -> attempt.see(Observation.running(id, since)));
    folder.verdict().ifPresent(verdict -> attempt.see(Ender.observation(attempt, verdict)));
    return attempt;
  }

  /**
   * Accepts an order for good.
   *
   * @return the attempt; null when another server was faster
   */
  @Nullable Attempt accept(StartOrder order) {
    UUID id = order.attempt();
    try {
      if (!places.accept(id, OrderFile.bytes(order))) {
        find(id);
        return null;
      }
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s could not be written: %s".formatted(id, e), e);
    }
    return keep(new Attempt(places.attempt(id), order, Observation.accepted(id)));
  }

  /** Forgets an attempt that has ended; nothing happens when another server did it before. */
  void forget(UUID id) {
    Attempt attempt = find(id);
    if (attempt == null) {
      return;
    }
    if (!attempt.is(Phase.ENDED)) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s has not ended: stop it before.".formatted(id));
    }
    try {
      removeLater(places.discard(id));
    } catch (NoSuchFileException before) {
      log.debug("Attempt {} was forgotten by another server", id);
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "The attempt %s can't be removed: %s".formatted(id, e), e);
    }
    attempts.remove(id);
  }

  private static void removeLater(Path folder) {
    Thread.ofVirtual()
        .name("slurm-remove")
        .start(
            () -> {
              try {
                Trees.remove(folder);
              } catch (IOException e) {
                log.warn("{} can't be removed; a later start tries again", folder, e);
              }
            });
  }
}
