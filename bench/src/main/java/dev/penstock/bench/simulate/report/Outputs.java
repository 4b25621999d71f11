package dev.penstock.bench.simulate.report;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.chart.Chart;
import dev.penstock.bench.simulate.chart.Svg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a report goes. All files are written under other names first, so that none is ever half
 * there.
 *
 * @param json null for no JSON
 * @param charts a folder for charts, which is made; null for none
 * @param page null for no page
 */
public record Outputs(@Nullable Path json, @Nullable Path charts, @Nullable Path page) {
  /** The options that say so. */
  public static final Set<String> OPTIONS = Set.of("json", "charts", "report");

  /**
   * Reads the options, and looks whether the places can be written to: that is known before
   * anything is played.
   *
   * @throws Misused when they can't
   */
  public static Outputs of(Arguments arguments) throws Misused {
    return new Outputs(
        file(arguments, "json"),
        folder("charts", arguments.optionalPath("charts")),
        file(arguments, "report"));
  }

  private static @Nullable Path file(Arguments arguments, String option) throws Misused {
    Path file = arguments.optionalPath(option);
    if (file == null) {
      return null;
    }
    if (Files.isDirectory(file)) {
      throw new Misused("--%s: \"%s\" is a folder; name a file".formatted(option, file));
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new Misused(
          "--%s: \"%s\": there is no folder \"%s\" that can be written to; make it, or name another"
              .formatted(option, file, parent));
    }
    return file;
  }

  /**
   * Looks whether a folder can be written to, or made.
   *
   * @param option the option that names it
   * @throws Misused when it can't
   */
  public static @Nullable Path folder(String option, @Nullable Path folder) throws Misused {
    if (folder == null) {
      return null;
    }
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new Misused(
          "--%s: \"%s\" can't be made or written to, as \"%s\" %s; name another folder"
              .formatted(
                  option,
                  folder,
                  there,
                  Files.isDirectory(there) ? "can't be written to" : "is a file"));
    }
    return folder;
  }

  /**
   * Writes what was asked for.
   *
   * @throws IOException when something can't be written; nothing is then
   */
  public void write(Report report) throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    if (json != null) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      files.put(json, mapper.writeValueAsString(report.json()) + "\n");
    }
    if (charts != null) {
      for (Chart chart : report.charts()) {
        files.put(charts.resolve(chart.id() + ".svg"), Svg.file(chart));
      }
    }
    if (page != null) {
      files.put(page, Page.of(report));
    }
    try {
      WholeFiles.write(files);
    } catch (IOException e) {
      throw new IOException(
          "--json, --charts, --report: %s can't all be written: %s; name other places"
              .formatted(files.keySet(), e),
          e);
    }
  }
}
