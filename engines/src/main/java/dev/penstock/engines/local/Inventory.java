package dev.penstock.engines.local;

import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.cards.Cards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This machine as a node. Cards are asked for seldom: the vendors' tools take seconds. */
final class Inventory {
  private static final Duration CARDS_FRESH = Duration.ofSeconds(30);

  private final LocalSettings settings;
  private final String detail;
  private List<CardInfo> cards = List.of();
  private @Nullable Instant cardsAt;

  Inventory(LocalSettings settings, String detail) {
    this.settings = settings;
    this.detail = detail;
  }

  synchronized NodeInfo node(Instant now) {
    Instant read = cardsAt;
    if (read == null || now.isBefore(read) || now.isAfter(read.plus(CARDS_FRESH))) {
      cards = Cards.discover();
      cardsAt = now;
    }
    return new NodeInfo(
        settings.nodeName(),
        settings.address(),
        settings.milliCores() > 0
            ? settings.milliCores()
            : Runtime.getRuntime().availableProcessors() * 1000L,
        settings.memoryBytes() > 0 ? settings.memoryBytes() : machineMemory(),
        cards,
        detail,
        Map.of("arch", System.getProperty("os.arch")));
  }

  private static long machineMemory() {
    try {
      return memoryBytes(Files.readAllLines(Path.of("/proc/meminfo")));
    } catch (IOException e) {
      return 0;
    }
  }

  static long memoryBytes(List<String> meminfo) {
    return meminfo.stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kib -> Long.parseLong(kib) * 1024)
        .findFirst()
        .orElse(0);
  }
}
