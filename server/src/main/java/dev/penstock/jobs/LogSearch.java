package dev.penstock.jobs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks for a text in a log that is fed part by part; keeps no more than a line of it. */
final class LogSearch {
  static final int MOST = 200;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int SHOWN = 2000;

  /**
   * A line with the text.
   *
   * @param offset where it begins, in bytes from the log's start
   * @param number of the line, from 1
   * @param text the line, cut after 2000 characters
   */
  record Match(long offset, long number, String text) {}

  private final String wanted;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Match> matches = new ArrayList<>();
  private long begin;
  private long read;
  private long number = 1;

  /**
   * A search that has seen nothing.
   *
   * @param wanted in capitals or not
   */
  LogSearch(String wanted) {
    this.wanted = wanted.toLowerCase(Locale.ROOT);
  }

  /** Looks through the next part; false when enough is found. */
  boolean feed(byte[] part) {
    for (int i = 0; i < part.length && !isFull(); i++) {
      read++;
      if (part[i] == '\n') {
        judge();
        number++;
      } else {
        line.write(part[i]);
        if (line.size() >= LONGEST_LINE) {
          judge();
        }
      }
    }
    return !isFull();
  }

  /** What was found, in the log's order; the log has ended here. */
  List<Match> end() {
    if (line.size() > 0 && !isFull()) {
      judge();
    }
    return List.copyOf(matches);
  }

  boolean isFull() {
    return matches.size() >= MOST;
  }

  private void judge() {
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
      matches.add(new Match(begin, number, shown.stripTrailing()));
    }
    line.reset();
    begin = read;
  }
}
