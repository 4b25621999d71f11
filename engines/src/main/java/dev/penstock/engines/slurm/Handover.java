package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.slurm.AttemptFolder.Handed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings accepted attempts into Slurm: several at once, each with one call. */
final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);
  private static final int AT_ONCE = 16;

  /** A job that Slurm has lost so often will not start. */
  private static final int MOST = 8;

  private static final long MIB = 1 << 20;

  private final SlurmSettings settings;
  private final Places places;
  private final SlurmControl control;
  private final Accounts accounts;
  private final Inventory inventory;
  private final Preparer preparer;
  private final InstantSource clock;
  private final BiConsumer<Attempt, String> hopeless;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private volatile boolean closed;

  /**
   * @param hopeless told when an attempt can't be started, with the reason
   */
  Handover(
      SlurmSettings settings,
      Places places,
      SlurmControl control,
      Accounts accounts,
      Inventory inventory,
      InstantSource clock,
      BiConsumer<Attempt, String> hopeless) {
    this.settings = settings;
    this.places = places;
    this.control = control;
    this.accounts = accounts;
    this.inventory = inventory;
    this.preparer = new Preparer(settings, places, new Mounts(settings.sharedFolder()));
    this.clock = clock;
    this.hopeless = hopeless;
  }

  /** Begins a hand-over, if none is under way. */
  void begin(Attempt attempt) {
    if (!closed && attempt.handing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("slurm-submit-" + attempt.id()).start(() -> handOver(attempt));
    }
  }

  private void handOver(Attempt attempt) {
    try {
      room.acquire();
      try {
        if (!closed && !Sole.run(attempt.folder().handing(), () -> hand(attempt))) {
          attempt.uncertain(clock.instant());
        }
      } finally {
        room.release();
      }
    } catch (NoSuchFileException e) {
      log.debug("Attempt {} was forgotten by another server", attempt.id());
    } catch (IOException e) {
      attempt.uncertain(clock.instant());
      log.warn("Attempt {} can't be handed to Slurm: its folder can't be locked", attempt.id(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      attempt.handing.set(false);
    }
  }

  /** Whether nobody else has handed it over, or may have since Slurm was looked at. */
  private boolean isOpen(Attempt attempt) {
    AttemptFolder folder = attempt.folder();
    if (folder.stop().isPresent() || folder.verdict().isPresent()) {
      return false;
    }
    Handed handed = folder.handed().orElse(null);
    if (handed != null && !attempt.isLost(handed)) {
      attempt.handed(handed);
      return false;
    }
    Instant tried = folder.tried().orElse(null);
    if (tried != null && !attempt.knows(tried)) {
      attempt.uncertain(clock.instant());
      return false;
    }
    return true;
  }

  private void hand(Attempt attempt) {
    if (!isOpen(attempt)) {
      return;
    }
    if (attempt.countHandOver() > MOST) {
      hopeless.accept(attempt, "Slurm has lost the job %d times.".formatted(MOST));
      return;
    }
    try {
      accounts.inSlurm(attempt.order().account());
      prepare(attempt);
      Instant now = clock.instant();
      attempt.folder().tried(now);
      attempt.knows(now);
      long job = control.submit(submission(attempt.order()));
      var handed = new Handed(job, clock.instant());
      attempt.folder().handed(handed);
      attempt.handed(handed);
    } catch (SlurmControl.Refused e) {
      log.warn("Slurm refuses attempt {}: {}", attempt.id(), e.getMessage());
      hopeless.accept(attempt, "Slurm refuses the job: " + e.getMessage());
    } catch (EngineException e) {
      // it may have taken it all the same: the next round looks before it is handed over again
      attempt.uncertain(clock.instant());
      log.warn("Attempt {} could not be handed to Slurm: {}", attempt.id(), e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      log.warn("The folder of attempt {} can't be made", attempt.id(), e);
      hopeless.accept(attempt, "The job's folder can't be made: " + e);
    }
  }

  private void prepare(Attempt attempt) throws IOException {
    if (!attempt.folder().prepared()) {
      StartOrder order = attempt.order();
      UserPrincipal user = accounts.user(order.account());
      preparer.prepare(order, attempt.folder(), user, addresses(order), ascend(order));
    }
  }

  private Map<String, String> addresses(StartOrder order) {
    Map<String, String> addresses = new HashMap<>();
    if (settings.placed()) {
      order.ranks().forEach(rank -> addresses.put(rank.node(), rank.address()));
    } else {
      inventory.known().values().forEach(node -> addresses.put(node.name(), node.address()));
    }
    return addresses;
  }

  private static boolean ascend(StartOrder order) {
    return order.ranks().stream()
        .flatMap(rank -> rank.cards().stream())
        .anyMatch(card -> card.ascend());
  }

  private Submission submission(StartOrder order) {
    Limits limits = order.limits();
    int cards = order.ranks().getFirst().cards().size();
    return new Submission(
        order.attempt(),
        settings.mark() + order.attempt(),
        places.batch(order.attempt()),
        places.attempt(order.attempt()).messagesFile(),
        accounts.userName(order.account()),
        settings.accounts() ? order.account().name() : null,
        settings.qos().get(order.priority()),
        settings.partition(),
        order.ranks().size(),
        settings.placed() ? order.ranks().stream().map(Rank::node).toList() : List.of(),
        Preparer.cpus(order),
        Math.max(1, Math.ceilDiv(limits.memoryBytes(), MIB)),
        cards == 0 ? "" : gres(order).request(cards),
        minutes(order),
        settings.exclusive());
  }

  /** The kind of the first rank's node, for a card's model may be our own name of it. */
  private Gres gres(StartOrder order) {
    SlurmNode node = inventory.known().get(order.ranks().getFirst().node());
    return node == null || node.gres().count() == 0 ? Gres.NONE : node.gres();
  }

  /**
   * Slurm's limit only takes over when nobody else is there to end the job, and counts whole
   * minutes: it leaves room for the grace.
   */
  static @Nullable Long minutes(StartOrder order) {
    Duration wall = order.wallTime();
    return wall == null
        ? null
        : (Long) Math.max(1, Math.ceilDiv(wall.plus(order.grace()).toSeconds(), 60L));
  }

  /** Whether this host can run jobs of the account; throws where not. */
  void check(StartOrder order) {
    OrderCheck.check(order, settings);
    UserPrincipal user = accounts.user(order.account());
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root && !user.getName().equals(System.getProperty("user.name"))) {
      throw new EngineException(
          Blame.PLATFORM,
          "users: jobs would run as \"%s\", but this process is not root and can't give them their folders. Run it as root, or set user-pattern to %s."
              .formatted(user.getName(), System.getProperty("user.name")));
    }
    if (settings.placed()) {
      for (Rank rank : order.ranks()) {
        if (!inventory.known().containsKey(rank.node())) {
          throw new EngineException(
              Blame.PLATFORM,
              "ranks: the partition \"%s\" of Slurm has no node \"%s\"."
                  .formatted(settings.partition(), rank.node()));
        }
      }
    }
  }

  static Cause hopelessCause() {
    return Cause.START_FAILED;
  }

  void close() {
    closed = true;
  }
}
