package dev.penstock.engines;

import java.nio.file.Path;
import java.time.Duration;
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
 *       engine on the same place adopts them.
 *   <li><b>Times are facts.</b> {@code startedAt} and {@code endedAt} are when it happened, not
 *       when it was noticed; once reported they never change. They are cut to microseconds, and
 *       {@code endedAt} is never before {@code startedAt}.
 *   <li><b>Ended is final</b>, and then nothing of the attempt runs any more.
 *   <li><b>Limits hold without the caller.</b> The engine enforces wall time, memory, processes and
 *       the log's size by itself.
 * </ul>
 *
 * All methods may be called from any thread. They throw {@link EngineException} and say who is to
 * blame.
 */
public interface Engine extends AutoCloseable {

  /** The name this engine has in the installation's configuration. */
  String name();

  /** What it is, in a word for people: {@code local}, {@code slurm}. */
  default String kind() {
    return name();
  }

  /**
   * Accepts an order and starts it soon. Idempotent by {@code order.attempt()}.
   *
   * @throws EngineException blame USER when the order can never run here (the message names field
   *     and value), PLATFORM when the engine failed; after PLATFORM the same order may be sent
   *     again
   */
  void submit(StartOrder order);

  /**
   * What is known of an attempt; {@link Phase#UNKNOWN} when it was never accepted or is forgotten.
   */
  Observation observe(UUID attempt);

  /** Every attempt that this installation has here and has not forgotten, in no order. */
  List<Observation> list();

  /**
   * Ends an attempt: SIGTERM to each of its processes, after {@code grace} SIGKILL. Returns at
   * once; the end is told to the listeners. The first stop's cause is kept on disk and becomes the
   * observation's cause; later calls change nothing. An attempt that has not started never starts.
   * Does nothing for one that has ended or is unknown.
   *
   * @param grace zero or more; zero kills at once
   */
  void stop(UUID attempt, Cause cause, Duration grace);

  /**
   * A part of what the job wrote to its standard output and error, interleaved as written.
   *
   * @param offset in bytes from the log's start, 0 or more; beyond the end gives an empty slice
   * @param maxBytes at least 1
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
   * there.
   */
  Optional<Path> socket(UUID attempt);

  /**
   * Removes what is left of an ended attempt: work folder, log, the memory of its id. Does nothing
   * when it is unknown. The caller must not submit the id again.
   *
   * @throws EngineException when the attempt has not ended
   */
  void forget(UUID attempt);

  /** The nodes this engine runs work on, as they are now. */
  List<NodeInfo> nodes();

  /**
   * Calls the listener for each start and each end, at least once, in that order for one attempt,
   * from an engine thread. What started or ended before the subscription is told first. A listener
   * that throws is logged and called again for the next observation.
   */
  void subscribe(Consumer<Observation> listener);

  /** Releases threads and processes of the engine itself. Jobs go on. */
  @Override
  void close();
}
