package dev.penstock.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Whatever runs work: this machine, a Slurm cluster, a Kubernetes cluster.
 *
 * <p>What every engine guarantees:
 *
 * <ul>
 *   <li><b>A start done twice is done once.</b> The caller chooses the attempt's id beforehand. An
 *       order with an id that was accepted before changes nothing, also after a restart of the
 *       caller or of the engine, until the attempt is forgotten.
 *   <li><b>Accepted is durable.</b> When {@link #submit} returns, the attempt is found by {@link
 *       #observe} and {@link #list} until it is forgotten, whatever happens to this process.
 *   <li><b>Jobs outlive this process.</b> {@link #close} and a crash leave them running; the next
 *       engine on the same place adopts them, and starts what was accepted and not yet started.
 *   <li><b>Times are facts.</b> {@code startedAt} and {@code endedAt} are when it happened, by the
 *       clock of where the job ran, not when it was noticed or what the caller's clock says; once
 *       reported they never change, not by a restart either. They are cut to microseconds, and
 *       {@code endedAt} is never before {@code startedAt}.
 *   <li><b>Ended is final</b>, and then nothing of the attempt runs any more.
 *   <li><b>Limits hold without the caller.</b> The engine enforces wall time, memory, processes and
 *       the log's size by itself; what was over while no engine was there is enforced by the next.
 *   <li><b>Not knowing is not an answer.</b> An engine that can't reach what runs its work throws,
 *       blame PLATFORM, from every method that asks or changes something there. It never says
 *       UNKNOWN or ENDED, and tells no listener, of what it can't see; once it is back it says what
 *       happened meanwhile, with the true times. A method that threw has either done nothing or may
 *       be repeated without harm. A constructor may throw only for what will not mend itself.
 *   <li><b>Ours only.</b> Work carries the installation's id. What does not carry ours is never
 *       listed, observed, stopped or removed, whoever made it and whatever its name.
 *   <li><b>A gang is one attempt.</b> Either every rank starts or none, and the end of one rank
 *       ends the others: it completes when all have completed, and otherwise has the exit code of
 *       the rank that failed first. A rank's lost node is the attempt's.
 * </ul>
 *
 * <p>How an engine reconciles what it remembers with what it finds, after a restart or an absence:
 *
 * <ol>
 *   <li>what it finds with our id it adopts, whether it remembers it or not;
 *   <li>what it remembers as accepted and finds nowhere was never started, if and only if what it
 *       asked could have told: it is started, once;
 *   <li>what it remembers as running and finds nowhere, though what it asked answered in full, has
 *       ended: with the recorded end where there is a record, else as LOST at the last time that it
 *       is known to have run;
 *   <li>of several of the same attempt (a start whose answer was lost) one is kept, the one that
 *       started where one has, and the others are cancelled before they start;
 *   <li>what is remembered as ended is never asked for again.
 * </ol>
 *
 * <p>All methods may be called from any thread. They throw {@link EngineException} and say who is
 * to blame. The suite in {@code dev.penstock.engines.conformance} shows all of this for each
 * engine; {@code docs/engines.md} has its results.
 */
public interface Engine extends AutoCloseable {

  /** The name this engine has in the installation's configuration. */
  String name();

  /** What it is, in a word for people: {@code local}, {@code slurm}. */
  default String kind() {
    return name();
  }

  /**
   * Whether several attempts can each have a part of a card. Never changes. An engine where they
   * can't refuses each order for a part, blame USER.
   */
  default boolean sharesCards() {
    return true;
  }

  /**
   * Whether it runs services: attempts that listen on a socket which this host reaches. Never
   * changes. An engine that runs none refuses each order for one, blame USER.
   */
  default boolean runsServices() {
    return true;
  }

  /**
   * Accepts an order and starts it soon. Idempotent by {@code order.attempt()}.
   *
   * @throws EngineException blame USER when the order can never run here (the message names field
   *     and value), PLATFORM when the engine failed, can't be reached, or has no such node; after
   *     PLATFORM the same order may be sent again. After either the attempt is not accepted, unless
   *     an answer was lost on its way: a caller that does not send it again stops it
   */
  void submit(StartOrder order);

  /**
   * What is known of an attempt; {@link Phase#UNKNOWN} when, and only when, it was never accepted
   * here by this installation or is forgotten.
   *
   * @throws EngineException blame PLATFORM when that can't be found out now
   */
  Observation observe(UUID attempt);

  /**
   * Every attempt that this installation has here and has not forgotten, in no order. Complete, or
   * it throws.
   *
   * @throws EngineException blame PLATFORM when that can't be found out now
   */
  List<Observation> list();

  /**
   * Ends an attempt: SIGTERM to each of its processes, after {@code grace} SIGKILL. Returns at
   * once; the end is told to the listeners. The first stop's cause is kept on disk and becomes the
   * observation's cause; later calls change nothing. An attempt that has not started never starts.
   * Does nothing for one that has ended or is unknown. A stop is carried on by the next engine.
   *
   * @param grace zero or more; zero kills at once
   * @throws EngineException blame PLATFORM when the wish could not be noted; ask again then
   */
  void stop(UUID attempt, Cause cause, Duration grace);

  /**
   * A part of what the job wrote to its standard output and error, interleaved as written.
   *
   * @param offset in bytes from the log's start, 0 or more; beyond the end gives an empty slice
   * @param maxBytes at least 1
   * @throws EngineException blame PLATFORM when the attempt is unknown or its log can't be read now
   */
  LogSlice readLog(UUID attempt, long offset, int maxBytes);

  /**
   * The attempt's work folder on this host ({@code /job/work} inside the job): {@code
   * outputs/<name>/}, {@code metrics.jsonl}. Everything in it was written by the job: never follow
   * a link in it.
   */
  Path folder(UUID attempt);

  /**
   * The host's path of the service's unix socket, when the attempt is a service that runs and has
   * made it; a moment may pass until it listens. Empty when the job put anything but a socket
   * there, and always where the engine {@linkplain #runsServices runs no services}.
   */
  Optional<Path> socket(UUID attempt);

  /**
   * Removes what is left of an ended attempt: work folder, log, the memory of its id. Does nothing
   * when it is unknown. The caller must not submit the id again. Writable mounts stay: they are the
   * caller's.
   *
   * @throws EngineException blame PLATFORM when the attempt has not ended or the engine can't be
   *     reached
   */
  void forget(UUID attempt);

  /**
   * The nodes this engine runs work on, as they are now. A node that can't run anything now, being
   * down or not answering, is left out, or listed with its state where the engine knows why; one
   * with an ill card is listed with the card marked so.
   *
   * @throws EngineException blame PLATFORM when they can't be listed now, which says nothing of
   *     them
   */
  List<NodeInfo> nodes();

  /**
   * Whether attempts run on the very nodes of their orders. Otherwise a fault of a node says
   * nothing of the attempts that were to run there: the engine itself ends those which it hits.
   */
  default boolean keepsNodes() {
    return true;
  }

  /**
   * What the engine's own books have of this installation's attempts that lived in [from, to): kept
   * by what runs the work, whether or not we have forgotten the attempt. Empty for an engine that
   * keeps no books of its own, and so has nothing that could be compared.
   *
   * @throws EngineException blame PLATFORM when the books can't be read now
   */
  default Optional<List<EngineRecord>> records(Instant from, Instant to) {
    return Optional.empty();
  }

  /**
   * Calls the listener for each start and each end, at least once, in that order for one attempt,
   * from an engine thread. What started or ended before the subscription and is not forgotten is
   * told first, each by what is known of it now: an end alone says its start too. A listener that
   * throws is logged and called again for the next observation; a slow one holds up no job.
   */
  void subscribe(Consumer<Observation> listener);

  /** Releases threads and processes of the engine itself. Jobs go on. */
  @Override
  void close();
}
