package dev.penstock.engines.conformance;

import dev.penstock.engines.Engine;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** An engine's test bed: the engine, and what can be done to it. Used by one behaviour only. */
public interface Site extends AutoCloseable {

  /** The engine as it is now; another after {@link #restart}. */
  Engine engine();

  /** What time it is where the jobs run. */
  Instant now();

  /**
   * An order that can run here: one rank, 256 MiB of memory, 64 processes, no wall time, a grace of
   * five seconds. The log's limit here is at most 2 MiB.
   */
  StartOrder order(Program program);

  /** The same on that many nodes. Needs {@link Ability#GANG}. */
  default StartOrder gang(Program program, int ranks) {
    throw cannot();
  }

  /** Lets a {@link Program.Waits} go on. */
  default void goOn(UUID attempt) {
    try {
      Files.createFile(engine().folder(attempt).resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on accepts without starting. Needs {@link Ability#HOLD}. */
  default void hold() {
    throw cannot();
  }

  /** Starts again, what was held too. */
  default void release() {
    throw cannot();
  }

  /** Closes the engine and opens another on the same place. Needs {@link Ability#RESTART}. */
  default void restart() {
    stop();
    start();
  }

  /** Closes the engine. Needs {@link Ability#RESTART}. */
  default void stop() {
    throw cannot();
  }

  /** Opens another engine on the same place. */
  default void start() {
    throw cannot();
  }

  /**
   * Submits from a process that is ended without a word as soon as {@code submit} returns, and
   * opens an engine on the same place then. Needs {@link Ability#KILL}.
   */
  default void submitAndDie(StartOrder order) {
    throw cannot();
  }

  /** Takes away what the engine speaks to. Needs {@link Ability#AWAY}. */
  default void takeAway() {
    throw cannot();
  }

  /** Brings it back. What it knew it still knows; jobs went on. */
  default void bringBack() {
    throw cannot();
  }

  /** Whether what runs the programs sends SIGTERM a moment before it kills them. */
  default boolean asksBeforeItKills() {
    return false;
  }

  /** Lets time pass: scripted beds move their clocks. Needs {@link Ability#MINUTES}. */
  default void pass(Duration time) {
    throw cannot();
  }

  /** Breaks a node for good until {@link #repair}. Needs {@link Ability#LOSE_NODE}. */
  default void lose(String node) {
    throw cannot();
  }

  /** Puts a lost node back, empty. */
  default void repair(String node) {
    throw cannot();
  }

  /**
   * Lets this engine's clock be ahead (or behind, when negative) of where its jobs run. Needs
   * {@link Ability#SKEW}.
   */
  default void skew(Duration ahead) {
    throw cannot();
  }

  /** Another installation's engine at the same place, closed with the bed. Needs FOREIGN. */
  default Site foreign() {
    throw cannot();
  }

  /** Ends all that runs here, closes the engine and leaves nothing. */
  @Override
  void close() throws IOException;

  /** A folder of the bed that orders may mount from. Needs {@link Ability#FILES}. */
  default Path lent() {
    throw cannot();
  }

  private static UnsupportedOperationException cannot() {
    return new UnsupportedOperationException("this bed has marked it as not testable");
  }
}
