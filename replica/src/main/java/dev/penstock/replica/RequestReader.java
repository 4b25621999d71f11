package dev.penstock.replica;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads an inference request and holds it against the model. Pure: bytes in, request out. */
final class RequestReader {
  private final ModelSpec model;

  RequestReader(ModelSpec model) {
    this.model = model;
  }

  /**
   * @param body JSON in UTF-8
   * @throws Refusal with status 400 and words for the client, when it is malformed or does not fit
   */
  InferRequest read(byte[] body) {
    try (JsonParser json = Json.MAPPER.createParser(body)) {
      json.nextToken();
      InferRequest request = request(json);
      if (json.nextToken() != null) {
        throw Refusal.badRequest("The body goes on after its JSON object; send one object.");
      }
      return request;
    } catch (JacksonException e) {
      throw Refusal.badRequest(
          "The body is not JSON: %s%s".formatted(e.getOriginalMessage(), place(e)));
    }
  }

  private InferRequest request(JsonParser json) {
    Json.expect(json, JsonToken.START_OBJECT, "The body", "a JSON object with 'inputs'");
    String id = null;
    List<Tensor> inputs = List.of();
    List<String> outputs = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = Json.text(json, "id");
        case "inputs" -> inputs = inputs(json);
        case "outputs" -> outputs = outputs(json);
        default -> json.skipChildren();
      }
    }
    for (TensorSpec spec : model.inputs()) {
      if (find(inputs, spec.name()) == null) {
        throw Refusal.badRequest(
            "Input '%s' is missing; this model takes %s %s."
                .formatted(spec.name(), spec.datatype(), spec.shape()));
      }
    }
    return new InferRequest(id, inputs, outputs.isEmpty() ? all() : outputs);
  }

  private List<String> all() {
    return model.outputs().stream().map(TensorSpec::name).toList();
  }

  private List<Tensor> inputs(JsonParser json) {
    Json.expect(json, JsonToken.START_ARRAY, "inputs", "an array of objects");
    List<Tensor> inputs = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Tensor tensor = new InputReader(model).read(json);
      if (find(inputs, tensor.name()) != null) {
        throw Refusal.badRequest(
            "Input '%s' is there twice; give it once.".formatted(tensor.name()));
      }
      inputs.add(tensor);
    }
    return inputs;
  }

  private List<String> outputs(JsonParser json) {
    Json.expect(json, JsonToken.START_ARRAY, "outputs", "an array of objects");
    List<String> outputs = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String name = outputName(json);
      if (name == null || !model.hasOutput(name)) {
        throw Refusal.badRequest(
            "Output '%s' is unknown; this model gives %s."
                .formatted(name, ModelSpec.names(model.outputs())));
      }
      if (outputs.contains(name)) {
        throw Refusal.badRequest("Output '%s' is asked for twice; ask once.".formatted(name));
      }
      outputs.add(name);
    }
    return outputs;
  }

  private static @Nullable String outputName(JsonParser json) {
    Json.expect(json, JsonToken.START_OBJECT, "Each of outputs", "an object with a name");
    String name = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (field.equals("name")) {
        name = Json.text(json, "An output's name");
      } else {
        json.skipChildren();
      }
    }
    return name;
  }

  private static @Nullable Tensor find(List<Tensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElse(null);
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? "."
        : " (line %d, column %d).".formatted(at.getLineNr(), at.getColumnNr());
  }
}
