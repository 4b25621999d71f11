package dev.penstock.engines.cards;

import dev.penstock.engines.CardInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds this host's accelerators by their vendors' tools. */
public final class Cards {
  private static final Logger log = LoggerFactory.getLogger(Cards.class);
  private static final long PATIENCE_SECONDS = 20;

  private Cards() {}

  /** All cards; empty where no tool is installed. A tool that fails or hangs is logged. */
  public static List<CardInfo> discover() {
    var cards = new ArrayList<CardInfo>();
    output(List.of("npu-smi", "info")).map(NpuSmi::parse).ifPresent(cards::addAll);
    output(NvidiaSmi.COMMAND).map(NvidiaSmi::parse).ifPresent(cards::addAll);
    return List.copyOf(cards);
  }

  private static Optional<String> output(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
    var watchdog =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException done) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        log.warn("{} failed with exit code {}; its cards are not offered", command, code);
        return Optional.empty();
      }
      return Optional.of(text);
    } catch (IOException e) {
      log.warn("{} could not be read", command, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      watchdog.interrupt();
    }
  }
}
