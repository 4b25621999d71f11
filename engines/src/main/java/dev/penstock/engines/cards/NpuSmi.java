package dev.penstock.engines.cards;

import dev.penstock.engines.CardInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code npu-smi info}. It prints two rows a chip:
 *
 * <pre>
 * | NPU   Name      | Health  | Power(W)   Temp(C)          Hugepages-Usage(page) |
 * | Chip  [Device]  | Bus-Id  | AICore(%)  Memory-Usage(MB) [HBM-Usage(MB)]       |
 * </pre>
 *
 * A card with several chips repeats both rows. Where the second row has a device number (310P, A3)
 * that is the number jobs use; otherwise the NPU's is. A figure may be {@code NA} or missing.
 */
public final class NpuSmi {
  private static final Pattern FIRST = Pattern.compile("(\\d+)\\s+(\\S+)");
  private static final Pattern SECOND = Pattern.compile("(\\d+)(?:\\s+(\\d+))?");
  private static final Pattern POWER_AND_HEAT =
      Pattern.compile("(\\d+(?:\\.\\d+)?|NA|-)\\s+(\\d+|NA|-)(?:\\s.*)?");
  private static final Pattern USAGE = Pattern.compile("(\\d+|NA)\\s*/\\s*(\\d+|NA)");

  private NpuSmi() {}

  /** The chips in the order printed; rows that are not understood are passed over. */
  public static List<CardInfo> parse(String output) {
    var cards = new ArrayList<CardInfo>();
    String[] first = {};
    for (String line : output.lines().toList()) {
      String[] cells = cells(line);
      if (cells.length != 3 || line.contains("Process id")) {
        first = new String[0];
      } else if (first.length == 0) {
        boolean card = FIRST.matcher(cells[0]).matches() && !cells[1].isEmpty();
        first = card ? cells : first;
      } else {
        add(cards, first, cells);
        first = new String[0];
      }
    }
    return List.copyOf(cards);
  }

  private static String[] cells(String line) {
    String trimmed = line.trim();
    if (!trimmed.startsWith("|") || !trimmed.endsWith("|") || trimmed.length() < 2) {
      return new String[0];
    }
    String inner = trimmed.substring(1, trimmed.length() - 1);
    return Arrays.stream(inner.split("\\|", -1)).map(String::trim).toArray(String[]::new);
  }

  private static void add(List<CardInfo> cards, String[] first, String[] second) {
    Matcher card = FIRST.matcher(first[0]);
    Matcher chip = SECOND.matcher(second[0]);
    if (!card.matches() || !chip.matches()) {
      return;
    }
    String device = chip.group(2);
    int index = Integer.parseInt(device == null ? card.group(1) : device);
    String name = card.group(2);
    Matcher figures = POWER_AND_HEAT.matcher(first[2]);
    boolean measured = figures.matches();
    cards.add(
        new CardInfo(
            index,
            name.startsWith("Ascend") ? name : "Ascend" + name,
            first[1].equals("OK"),
            memory(second[2]),
            "health %s, bus %s".formatted(first[1], second[1]),
            measured && isFigure(figures.group(2)) ? Integer.valueOf(figures.group(2)) : null,
            measured && isFigure(figures.group(1)) ? Double.valueOf(figures.group(1)) : null));
  }

  private static boolean isFigure(String text) {
    return Character.isDigit(text.charAt(0));
  }

  /** The last usage is HBM where there is HBM, and the chip's memory otherwise. */
  private static long memory(String figures) {
    Matcher usage = USAGE.matcher(figures);
    long megabytes = 0;
    while (usage.find()) {
      long total = usage.group(2).equals("NA") ? 0 : Long.parseLong(usage.group(2));
      megabytes = total > 0 ? total : megabytes;
    }
    return megabytes << 20;
  }
}
