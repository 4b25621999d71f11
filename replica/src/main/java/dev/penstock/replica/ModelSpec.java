package dev.penstock.replica;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The inputs and outputs of a model, in the model's order. */
record ModelSpec(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  ModelSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  Optional<TensorSpec> input(String name) {
    return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  boolean hasOutput(String name) {
    return outputs.stream().anyMatch(spec -> spec.name().equals(name));
  }

  /** Names as they stand in a message: {@code 'a', 'b'}. */
  static String names(List<TensorSpec> specs) {
    return specs.stream().map(spec -> "'" + spec.name() + "'").collect(Collectors.joining(", "));
  }
}
