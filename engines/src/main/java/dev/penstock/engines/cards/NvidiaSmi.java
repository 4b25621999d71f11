package dev.penstock.engines.cards;

import dev.penstock.engines.CardInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code nvidia-smi --query-gpu}. */
public final class NvidiaSmi {
  static final List<String> COMMAND =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,name,memory.total,ecc.errors.uncorrected.volatile.total,pci.bus_id,"
              + "temperature.gpu,power.draw",
          "--format=csv,noheader,nounits");

  private NvidiaSmi() {}

  /**
   * The cards in the order printed; lines that are not understood are passed over. A card is
   * healthy when its memory is known and it has no uncorrected memory errors.
   */
  public static List<CardInfo> parse(String output) {
    return output.lines().map(NvidiaSmi::card).flatMap(Optional::stream).toList();
  }

  private static Optional<CardInfo> card(String line) {
    String[] cells = Arrays.stream(line.split(",", -1)).map(String::trim).toArray(String[]::new);
    if (cells.length != 7 || !cells[0].matches("\\d+")) {
      return Optional.empty();
    }
    long mebibytes = number(cells[2]);
    long errors = number(cells[3]);
    String detail =
        "bus %s%s".formatted(cells[4], errors > 0 ? ", uncorrected memory errors " + errors : "");
    return Optional.of(
        new CardInfo(
            Integer.parseInt(cells[0]),
            cells[1],
            mebibytes > 0 && errors == 0,
            mebibytes << 20,
            detail,
            cells[5].matches("\\d{1,4}") ? Integer.valueOf(cells[5]) : null,
            cells[6].matches("\\d{1,5}(\\.\\d+)?") ? Double.valueOf(cells[6]) : null));
  }

  /** 0 for {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]}. */
  private static long number(String figure) {
    String plain = figure.replaceFirst("\\s*MiB$", "");
    return plain.matches("\\d{1,18}") ? Long.parseLong(plain) : 0;
  }
}
