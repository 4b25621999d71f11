package dev.penstock.cli.demo;

import dev.penstock.cli.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the digits model, in the Open Inference Protocol, what pictures show. */
final class DigitsClient {
  static final int BATCH = 32;

  private static final int SIDE = 8;
  private static final int CLASSES = 10;

  private final UnaryOperator<JsonNode> endpoint;

  /**
   * @param endpoint answers an inference request
   */
  DigitsClient(UnaryOperator<JsonNode> endpoint) {
    this.endpoint = endpoint;
  }

  /** How many calls so many pictures take. */
  static int calls(int pictures) {
    return (pictures + BATCH - 1) / BATCH;
  }

  /** The digits that the model sees, in the pictures' order. */
  List<Integer> predict(List<float[]> pictures) {
    List<Integer> digits = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<float[]> batch = pictures.subList(from, Math.min(from + BATCH, pictures.size()));
      digits.addAll(digits(endpoint.apply(request(batch)), batch.size()));
    }
    return digits;
  }

  private static ObjectNode request(List<float[]> batch) {
    ObjectNode request = Json.object();
    ObjectNode input = request.putArray("inputs").addObject();
    input.put("name", "pixels").put("datatype", "FP32");
    input.putArray("shape").add(batch.size()).add(1).add(SIDE).add(SIDE);
    ArrayNode data = input.putArray("data");
    for (float[] picture : batch) {
      for (float pixel : picture) {
        data.add(pixel);
      }
    }
    return request;
  }

  private static List<Integer> digits(JsonNode response, int count) {
    JsonNode logits =
        response
            .path("outputs")
            .valueStream()
            .filter(output -> Json.text(output, "name").equals("logits"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no logits in " + response))
            .path("data");
    if (logits.size() != count * CLASSES) {
      throw new IllegalStateException(logits.size() + " logits for " + count + " pictures");
    }
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      digits.add(largest(logits, i * CLASSES));
    }
    return digits;
  }

  private static int largest(JsonNode logits, int from) {
    int best = 0;
    for (int i = 1; i < CLASSES; i++) {
      if (logits.get(from + i).asDouble() > logits.get(from + best).asDouble()) {
        best = i;
      }
    }
    return best;
  }
}
