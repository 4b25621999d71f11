package dev.penstock.replica;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

/** Reads one object of a request's {@code inputs} and holds it against the model. */
final class InputReader {
  /** A body of 32 MiB cannot hold more elements than this: each takes a digit and a comma. */
  private static final long MOST_ELEMENTS = 16L << 20;

  private final ModelSpec model;
  private @Nullable String name;
  private @Nullable String datatype;
  private @Nullable List<Long> shape;
  private @Nullable TokenBuffer early;
  private @Nullable Tensor tensor;

  InputReader(ModelSpec model) {
    this.model = model;
  }

  /** Reads from the object's start to its end. */
  Tensor read(JsonParser json) {
    Json.expect(json, JsonToken.START_OBJECT, "Each of inputs", "an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = Json.text(json, "An input's name");
        case "datatype" -> datatype = Json.text(json, "An input's datatype");
        case "shape" -> shape = shape(json);
        case "data" -> data(json);
        default -> json.skipChildren();
      }
    }
    if (early != null) {
      try (JsonParser kept = early.asParser()) {
        kept.nextToken();
        tensor = tensor(kept);
      }
    }
    if (tensor == null) {
      throw Refusal.badRequest(
          "Input '%s' has no data; give its elements as a JSON array in 'data'."
              .formatted(spec().name()));
    }
    return tensor;
  }

  private void data(JsonParser json) {
    if (tensor != null || early != null) {
      throw Refusal.badRequest("Input '%s' has data twice; give it once.".formatted(name));
    }
    if (name != null && datatype != null && shape != null) {
      tensor = tensor(json);
    } else {
      // The fields of an object come in any order: keep the data until the rest is known.
      early = TokenBuffer.forBuffering(json, json.objectReadContext());
      early.copyCurrentStructure(json);
    }
  }

  private Tensor tensor(JsonParser json) {
    TensorSpec spec = spec();
    if (datatype == null || !datatype.equals(spec.datatype().name())) {
      throw Refusal.badRequest(
          "Input '%s' has datatype %s; this model takes %s."
              .formatted(spec.name(), datatype, spec.datatype()));
    }
    if (shape == null) {
      throw Refusal.badRequest(
          "Input '%s' has no shape; this model takes %s (-1: any length)."
              .formatted(spec.name(), spec.shape()));
    }
    if (!spec.takes(shape)) {
      throw Refusal.badRequest(
          "Input '%s' has shape %s; this model takes %s (-1: any length)."
              .formatted(spec.name(), shape, spec.shape()));
    }
    Elements elements = new Elements(spec, count(spec.name(), shape));
    Json.expect(json, JsonToken.START_ARRAY, "Input '%s': data".formatted(spec.name()), "an array");
    if (json.nextToken() == JsonToken.START_ARRAY) {
      nested(json, spec.name(), shape, 0, elements);
    } else {
      flat(json, spec.name(), elements);
    }
    return new Tensor(spec.name(), spec.datatype(), shape, elements.finish());
  }

  private TensorSpec spec() {
    String given = name;
    if (given == null) {
      throw Refusal.badRequest(
          "An input has no name; this model takes %s.".formatted(ModelSpec.names(model.inputs())));
    }
    return model
        .input(given)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "Input '%s' is unknown; this model takes %s."
                        .formatted(given, ModelSpec.names(model.inputs()))));
  }

  /** From the first element to the array's end. */
  private static void flat(JsonParser json, String name, Elements elements) {
    for (JsonToken at = json.currentToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (!at.isScalarValue()) {
        throw mixed(name);
      }
      elements.add(json);
    }
  }

  /** From the first element of an array at this depth to the array's end. */
  private static void nested(
      JsonParser json, String name, List<Long> shape, int depth, Elements elements) {
    boolean innermost = depth == shape.size() - 1;
    long length = 0;
    for (JsonToken at = json.currentToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      length++;
      if (innermost && at.isScalarValue()) {
        elements.add(json);
      } else if (!innermost && depth < shape.size() && at == JsonToken.START_ARRAY) {
        json.nextToken();
        nested(json, name, shape, depth + 1, elements);
      } else {
        throw mixed(name);
      }
    }
    if (depth < shape.size() && length != shape.get(depth)) {
      throw Refusal.badRequest(
          "Input '%s': a nested array of data has %d elements where shape %s says %d; make them agree."
              .formatted(name, length, shape, shape.get(depth)));
    }
  }

  private static Refusal mixed(String name) {
    return Refusal.badRequest(
        "Input '%s': data is nested otherwise than its shape says; nest it as shape says, or give one flat array."
            .formatted(name));
  }

  private static List<Long> shape(JsonParser json) {
    Json.expect(json, JsonToken.START_ARRAY, "An input's shape", "an array of whole numbers");
    List<Long> shape = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 1) {
        throw Refusal.badRequest(
            "An input's shape has %s; each length is a whole number of 1 or more."
                .formatted(json.getString()));
      }
      shape.add(json.getLongValue());
    }
    return shape;
  }

  private static long count(String name, List<Long> shape) {
    long count = 1;
    for (long length : shape) {
      if (length > MOST_ELEMENTS / count) {
        throw Refusal.badRequest(
            "Input '%s' has shape %s, more than %d elements; send less at a time."
                .formatted(name, shape, MOST_ELEMENTS));
      }
      count *= length;
    }
    return count;
  }
}
