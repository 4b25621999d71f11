package dev.penstock.bench.simulate.packing;

import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Nodes and tasks in the form of Alibaba's {@code cluster-trace-gpu-v2023}: CSV with a heading; of
 * a node {@code cpu_milli, memory_mib, gpu}, of a task {@code cpu_milli, memory_mib, num_gpu,
 * gpu_milli}; other columns are passed over.
 */
public final class PackingTrace {
  private PackingTrace() {}

  /** A node of the trace. */
  public record Node(int milliCores, int memoryMiB, int cards) {}

  /**
   * The nodes of a file.
   *
   * @throws IllegalArgumentException naming file, line, field and value
   */
  static List<Node> nodes(Path file) throws IOException {
    return rows(
        file,
        row -> {
          int cards = row.number("gpu");
          if (cards > NodePool.MOST_CARDS) {
            throw row.wrong("gpu", "give at most " + NodePool.MOST_CARDS);
          }
          return new Node(row.number("cpu_milli"), row.number("memory_mib"), cards);
        });
  }

  /**
   * The tasks of a file.
   *
   * @throws IllegalArgumentException naming file, line, field and value
   */
  static List<Task> tasks(Path file) throws IOException {
    return rows(
        file,
        row -> {
          int cards = row.number("num_gpu");
          int milli = cards == 0 ? 0 : row.number("gpu_milli");
          if (cards > 0 && (milli < 1 || milli > Task.WHOLE)) {
            throw row.wrong("gpu_milli", "give 1 to " + Task.WHOLE);
          }
          return new Task(row.number("cpu_milli"), row.number("memory_mib"), cards, milli);
        });
  }

  static NodePool pool(List<Node> nodes) {
    return NodePool.of(
        nodes.stream().mapToInt(Node::milliCores).toArray(),
        nodes.stream().mapToInt(Node::memoryMiB).toArray(),
        nodes.stream().mapToInt(Node::cards).toArray());
  }

  private static <T> List<T> rows(Path file, Function<Row, T> read) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty: give a CSV file with a heading");
    }
    List<String> head = List.of(lines.getFirst().strip().split(",", -1));
    List<T> rows = new ArrayList<>();
    for (int at = 1; at < lines.size(); at++) {
      if (!lines.get(at).isBlank()) {
        rows.add(
            read.apply(new Row(file, at + 1, head, List.of(lines.get(at).strip().split(",", -1)))));
      }
    }
    return rows;
  }

  private record Row(Path file, int line, List<String> head, List<String> values) {
    int number(String field) {
      try {
        int value = Integer.parseInt(text(field));
        if (value >= 0) {
          return value;
        }
      } catch (NumberFormatException notANumber) {
        // told below, as a negative one is
      }
      throw wrong(field, "give a whole number of 0 or more");
    }

    private String text(String field) {
      int at = head.indexOf(field);
      if (at < 0) {
        throw new IllegalArgumentException(
            "%s has no column %s: its heading is %s".formatted(file, field, head));
      }
      return at < values.size() ? values.get(at).strip() : "";
    }

    IllegalArgumentException wrong(String field, String hint) {
      return new IllegalArgumentException(
          "%s, line %d: %s is \"%s\": %s".formatted(file, line, field, text(field), hint));
    }
  }
}
