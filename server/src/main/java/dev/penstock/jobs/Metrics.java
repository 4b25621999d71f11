package dev.penstock.jobs;

import dev.penstock.shared.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a job wrote to {@code metrics.jsonl}: a JSON object a line. */
final class Metrics {
  private final JobFolders folders;
  private final JsonMapper json;

  Metrics(JobFolders folders, JsonMapper json) {
    this.folders = folders;
    this.json = json;
  }

  /** The last number of each name, in the order of their first appearance. */
  Map<String, Double> last(AttemptId attempt) {
    Map<String, Double> last = new LinkedHashMap<>();
    for (ObjectNode line : read(folders.metrics(attempt), Integer.MAX_VALUE)) {
      line.forEachEntry(
          (name, value) -> {
            if (value.isNumber()) {
              last.put(name, value.asDouble());
            }
          });
    }
    return last;
  }

  /** The lines that are JSON objects, at most so many; another line, or half a one, is skipped. */
  List<ObjectNode> read(Path file, int most) {
    List<ObjectNode> lines = new ArrayList<>();
    try (Stream<String> text = Files.lines(file)) {
      for (String line : (Iterable<String>) text::iterator) {
        if (lines.size() < most && parse(line) instanceof ObjectNode object) {
          lines.add(object);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException | UncheckedIOException notText) {
      return lines;
    }
    return lines;
  }

  private JsonNode parse(String line) {
    try {
      return json.readTree(line);
    } catch (JacksonException notJson) {
      return json.nullNode();
    }
  }
}
