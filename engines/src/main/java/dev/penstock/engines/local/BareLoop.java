package dev.penstock.engines.local;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measure for the engine's own cost: a shell that does nothing but run the sandbox of an order
 * again and again, with the very options the engine uses, without control groups and files.
 */
public final class BareLoop {
  private static final String LOOP =
      """
      exec 9<"/proc/$1/ns/user" || exit 71
      i=0
      while [ $i -lt "$2" ]; do
        ( . ./run ) </dev/null >>log 2>&1 3>status || exit 72
        i=$((i+1))
      done
      """;

  private BareLoop() {}

  /**
   * Runs the order's sandbox {@code times} times, one after another, in {@code folder}.
   *
   * @return the time it took, without the preparation
   * @throws EngineException blame PLATFORM when the sandbox or its program failed
   */
  public static Duration run(Path folder, StartOrder order, int times) {
    try {
      JobUser user = JobUser.of(new LocalSettings(folder, "bare", "bare").jobUser());
      Places places = Places.prepare(folder, user);
      Path etc = HostEtc.prepare(folder.resolve("etc"));
      Path empty = Files.createDirectories(folder.resolve("empty"));
      Path attempt = places.attempts().resolve(order.attempt().toString());
      new Acceptor(places, etc, empty, new Cgroups.None(""), user).write(order, attempt);
      try (Namespace namespace = Namespace.create(user)) {
        List<String> command =
            user.command(Stream.of("sh", "-c", LOOP, "loop", "" + namespace.pid(), "" + times));
        long begin = System.nanoTime();
        int code = Namespace.plain(command).directory(attempt.toFile()).start().waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (code != 0) {
          String said = Files.readString(attempt.resolve("log"));
          throw new EngineException(
              Blame.PLATFORM, "The bare sandbox failed (%d): %s".formatted(code, said));
        }
        return took;
      } finally {
        Cleaner.delete(attempt);
        places.close();
      }
    } catch (IOException e) {
      throw new EngineException(Blame.PLATFORM, "The bare loop in %s: %s".formatted(folder, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Blame.PLATFORM, "The bare loop was interrupted", e);
    }
  }
}
