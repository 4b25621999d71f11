package dev.penstock.replica;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits the model: every input is there once, with the right type, shape and length.
 *
 * @param id what the client calls the request; comes back in the answer
 * @param outputs the names of the outputs to answer, in the order asked for; never empty
 */
record InferRequest(@Nullable String id, List<Tensor> inputs, List<String> outputs) {
  InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
