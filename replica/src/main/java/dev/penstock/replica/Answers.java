package dev.penstock.replica;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the protocol's answers as JSON in UTF-8. */
final class Answers {
  private Answers() {}

  static byte[] error(String words) {
    return Json.MAPPER.writeValueAsBytes(Map.of("error", words));
  }

  static byte[] server(String version) {
    return object(
        json -> {
          json.writeStringProperty("name", "penstock-replica");
          json.writeStringProperty("version", version);
          json.writeArrayPropertyStart("extensions");
          json.writeEndArray();
        });
  }

  static byte[] health(String field) {
    return object(json -> json.writeBooleanProperty(field, true));
  }

  static byte[] modelReady(String model) {
    return object(
        json -> {
          json.writeStringProperty("name", model);
          json.writeBooleanProperty("ready", true);
        });
  }

  static byte[] model(String model, String version, ModelSpec spec) {
    return object(
        json -> {
          json.writeStringProperty("name", model);
          json.writeArrayPropertyStart("versions");
          json.writeString(version);
          json.writeEndArray();
          json.writeStringProperty("platform", "onnxruntime_onnx");
          specs(json, "inputs", spec.inputs());
          specs(json, "outputs", spec.outputs());
        });
  }

  static byte[] infer(String model, String version, @Nullable String id, List<Tensor> outputs) {
    return object(
        json -> {
          json.writeStringProperty("model_name", model);
          json.writeStringProperty("model_version", version);
          if (id != null) {
            json.writeStringProperty("id", id);
          }
          json.writeArrayPropertyStart("outputs");
          for (Tensor output : outputs) {
            json.writeStartObject();
            head(json, output.name(), output.datatype(), output.shape());
            json.writeArrayPropertyStart("data");
            data(json, output);
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void specs(JsonGenerator json, String field, List<TensorSpec> specs) {
    json.writeArrayPropertyStart(field);
    for (TensorSpec spec : specs) {
      json.writeStartObject();
      head(json, spec.name(), spec.datatype(), spec.shape());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void head(JsonGenerator json, String name, Datatype datatype, List<Long> shape) {
    json.writeStringProperty("name", name);
    json.writeStringProperty("datatype", datatype.name());
    json.writeArrayPropertyStart("shape");
    for (long length : shape) {
      json.writeNumber(length);
    }
    json.writeEndArray();
  }

  /**
   * NaN and the infinities have no number in JSON: they are written as the texts of those names.
   */
  private static void data(JsonGenerator json, Tensor tensor) {
    ByteBuffer data = tensor.data().duplicate().order(ByteOrder.nativeOrder()).rewind();
    int count = tensor.elements();
    for (int i = 0; i < count; i++) {
      switch (tensor.datatype()) {
        case BOOL -> json.writeBoolean(data.get() != 0);
        case UINT8 -> json.writeNumber(Byte.toUnsignedInt(data.get()));
        case INT8 -> json.writeNumber((int) data.get());
        case INT16 -> json.writeNumber(data.getShort());
        case INT32 -> json.writeNumber(data.getInt());
        case INT64 -> json.writeNumber(data.getLong());
        case FP32 -> json.writeNumber(data.getFloat());
        case FP64 -> json.writeNumber(data.getDouble());
      }
    }
  }

  private interface Fields {
    void write(JsonGenerator json);
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
