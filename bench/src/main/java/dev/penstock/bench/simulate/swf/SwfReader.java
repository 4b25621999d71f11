package dev.penstock.bench.simulate.swf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the Standard Workload Format of Chapin et al. (1999), "Benchmarks and standards for the
 * evaluation of parallel job schedulers": 18 fields a line, a missing one -1; comments, the header
 * among them, begin with a semicolon.
 */
public final class SwfReader {
  private static final List<String> FIELDS =
      List.of(
          "job number",
          "submit time",
          "wait time",
          "run time",
          "allocated processors",
          "average CPU time",
          "used memory",
          "requested processors",
          "requested time",
          "requested memory",
          "status",
          "user",
          "group",
          "executable",
          "queue",
          "partition",
          "preceding job",
          "think time");
  private static final int ID = 0;
  private static final int SUBMITTED = 1;
  private static final int RAN_FOR = 3;
  private static final int ALLOCATED = 4;
  private static final int WANTED = 7;
  private static final int REQUESTED = 8;
  private static final int USER = 11;

  private final String file;
  private final Map<String, String> header = new HashMap<>();
  private final List<SwfJob> jobs = new ArrayList<>();
  private final Set<Long> ids = new HashSet<>();
  private int leftOut;
  private int line;

  private SwfReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it can't be read
   * @throws SwfException when it isn't in the format
   */
  public static SwfTrace read(Path path) throws IOException {
    // The archive's older headers aren't UTF-8; Latin-1 takes every byte.
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      return read(path.toString(), lines);
    }
  }

  static SwfTrace read(String name, BufferedReader lines) throws IOException {
    SwfReader reader = new SwfReader(name);
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      reader.line++;
      reader.take(text.strip());
    }
    reader.jobs.sort(Comparator.comparingLong(SwfJob::submitted));
    return new SwfTrace(reader.processors(), reader.jobs, reader.leftOut);
  }

  private void take(String text) {
    if (text.startsWith(";")) {
      int colon = text.indexOf(':');
      if (colon > 0) {
        header.putIfAbsent(
            text.substring(1, colon).strip().toLowerCase(Locale.ROOT),
            line + " " + text.substring(colon + 1).strip());
      }
    } else if (!text.isEmpty()) {
      job(text.split("\\s+"));
    }
  }

  private void job(String[] fields) {
    if (fields.length != FIELDS.size()) {
      throw new SwfException(
          file,
          line,
          "the number of fields",
          Integer.toString(fields.length),
          "each job has " + FIELDS.size() + ", a missing one is -1");
    }
    long id = number(fields, ID);
    if (!ids.add(id)) {
      throw wrong(fields, ID, "an earlier line has it already");
    }
    long submitted = number(fields, SUBMITTED);
    if (submitted < 0) {
      throw wrong(fields, SUBMITTED, "it must be 0 or more");
    }
    long ranFor = number(fields, RAN_FOR);
    long wanted = number(fields, WANTED);
    long processors = wanted > 0 ? wanted : number(fields, ALLOCATED);
    if (ranFor < 0 || processors <= 0) {
      leftOut++;
      return;
    }
    if (processors > Integer.MAX_VALUE) {
      throw wrong(fields, wanted > 0 ? WANTED : ALLOCATED, "no machine has so many");
    }
    long requested = number(fields, REQUESTED);
    jobs.add(
        new SwfJob(
            id,
            submitted,
            ranFor,
            (int) processors,
            requested > 0 ? requested : Math.max(1, ranFor),
            fields[USER]));
  }

  /** CPU times and memory may have fractions; what is read here is whole in every archive. */
  private long number(String[] fields, int field) {
    try {
      return Long.parseLong(fields[field]);
    } catch (NumberFormatException e) {
      throw wrong(fields, field, "a whole number is needed, -1 where it is missing");
    }
  }

  private SwfException wrong(String[] fields, int field, String advice) {
    return new SwfException(
        file, line, "field " + (field + 1) + " (" + FIELDS.get(field) + ")", fields[field], advice);
  }

  private int processors() {
    for (String name : List.of("maxprocs", "maxnodes")) {
      String found = header.get(name);
      if (found == null) {
        continue;
      }
      String[] lineAndValue = found.split(" ", 2);
      String value = lineAndValue[1].split("[^0-9-]", 2)[0];
      try {
        return Math.max(0, Integer.parseInt(value));
      } catch (NumberFormatException e) {
        throw new SwfException(
            file,
            Integer.parseInt(lineAndValue[0]),
            "the header's " + (name.equals("maxprocs") ? "MaxProcs" : "MaxNodes"),
            lineAndValue[1],
            "a whole number is needed");
      }
    }
    return 0;
  }
}
