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
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a job wrote to {@code metrics.jsonl}: a JSON object a line. */
final class Metrics {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final JobFolders folders;
  private final JsonMapper json;

  Metrics(JobFolders folders, JsonMapper json) {
    this.folders = folders;
    this.json = json;
  }

  /** The last number of each name, in the order of their first appearance. */
  Map<String, Double> last(AttemptId attempt) {
    Map<String, Double> last = new LinkedHashMap<>();
    for (Map<String, Object> line : read(folders.metrics(attempt), Integer.MAX_VALUE)) {
      line.forEach(
          (name, value) -> {
            if (value instanceof Number number) {
              last.put(name, number.doubleValue());
            }
          });
    }
    return last;
  }

  /** The lines that are JSON objects, at most so many; another line, or half a one, is skipped. */
  List<Map<String, Object>> read(Path file, int most) {
    List<Map<String, Object>> lines = new ArrayList<>();
    try (Stream<String> text = Files.lines(file)) {
      text.map(this::parse).flatMap(Optional::stream).limit(most).forEach(lines::add);
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException | UncheckedIOException notText) {
      return lines;
    }
    return lines;
  }

  private Optional<Map<String, Object>> parse(String line) {
    try {
      return Optional.ofNullable(json.readValue(line, OBJECT));
    } catch (JacksonException notAnObject) {
      return Optional.empty();
    }
  }
}
