package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Problems;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A program and its arguments. In JSON and YAML it is a list, or a string that a shell runs.
 *
 * @param words at least one
 */
@ArraySchema(schema = @Schema(type = "string"))
public record Command(@JsonValue List<String> words) {
  public Command {
    words = List.copyOf(words);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Command read(Object raw) {
    return switch (raw) {
      case String line when !line.isBlank() -> new Command(List.of("/bin/sh", "-c", line));
      case List<?> list when !list.isEmpty() ->
          new Command(list.stream().map(String::valueOf).toList());
      default ->
          throw Problems.invalid(
              "command", String.valueOf(raw), "give a list of words, or one line for the shell");
    };
  }
}
