package dev.penstock.engines.simulated;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The cluster's inputs on disk; outlives the process, not the machine's sudden end. */
final class Journal implements AutoCloseable {
  private final BufferedWriter writer;

  private Journal(BufferedWriter writer) {
    this.writer = writer;
  }

  /** What was written before, without what is about attempts that were forgotten. */
  static List<Input> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    // what has no end was being written when the process ended, and was not answered
    List<Input> all = new ArrayList<>();
    text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(it -> all.add(Input.parse(it)));
    Set<UUID> forgotten = new HashSet<>();
    for (Input input : all) {
      if (input instanceof Input.Forget forget) {
        forgotten.add(forget.about());
      }
    }
    all.removeIf(input -> input.about() != null && forgotten.contains(input.about()));
    return all;
  }

  /** Begins a journal with these. */
  static Journal begin(Path file, List<Input> inputs) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, inputs.stream().map(Input::line).toList());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Journal(
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  /** Returns when the operating system has it. */
  void write(Input input) throws IOException {
    writer.append(input.line()).append('\n');
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
