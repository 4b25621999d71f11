package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs of this host to their end. */
final class Commands {
  record Result(int code, String output, String error) {}

  private Commands() {}

  /**
   * Runs a program with an input.
   *
   * @throws EngineException blame PLATFORM when there is no such program or it takes too long
   */
  static Result run(
      List<String> command, Map<String, String> environment, String input, long seconds) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> error = read(process.getErrorStream());
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      } catch (IOException closed) {
        // It ended without reading; its code and its words say why.
        input = "";
      }
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new EngineException(
            Blame.PLATFORM, "%s did not end within %d s.".formatted(command.getFirst(), seconds));
      }
      return new Result(process.exitValue(), output.join(), error.join());
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM, "%s can't be run: %s".formatted(command.getFirst(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Blame.PLATFORM, command.getFirst() + " was interrupted.", e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    var text = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.complete("");
              }
            });
    return text;
  }
}
