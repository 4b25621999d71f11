package dev.penstock.replica;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * Collects the elements of one tensor from JSON. Memory grows with what has been read, not with
 * what the shape claims.
 */
final class Elements {
  private static final int FIRST_ELEMENTS = 1024;
  private static final int VALUE_SHOWN = 40;

  private final TensorSpec spec;
  private final long expected;
  private ByteBuffer data;
  private int count;

  /**
   * @param expected how many elements the shape says; more are refused
   */
  Elements(TensorSpec spec, long expected) {
    this.spec = spec;
    this.expected = expected;
    this.data = allocate((int) Math.min(expected, FIRST_ELEMENTS) * spec.datatype().bytes());
  }

  /** Takes the scalar at the parser's position. */
  void add(JsonParser json) {
    if (count == expected) {
      throw Refusal.badRequest(
          "Input '%s': data has more than the %d elements that its shape says; make shape and data agree."
              .formatted(spec.name(), expected));
    }
    if (data.remaining() < spec.datatype().bytes()) {
      long most = expected * spec.datatype().bytes();
      data = allocate((int) Math.min(most, 2L * data.capacity())).put(data.flip());
    }
    switch (spec.datatype()) {
      case BOOL -> data.put(truth(json));
      case UINT8, INT8 -> data.put((byte) whole(json));
      case INT16 -> data.putShort((short) whole(json));
      case INT32 -> data.putInt((int) whole(json));
      case INT64 -> data.putLong(whole(json));
      case FP32 -> data.putFloat(single(json));
      case FP64 -> data.putDouble(real(json));
    }
    count++;
  }

  /** All elements, when they are as many as expected. */
  ByteBuffer finish() {
    if (count != expected) {
      throw Refusal.badRequest(
          "Input '%s': data has %d elements, but its shape says %d; make shape and data agree."
              .formatted(spec.name(), count, expected));
    }
    return data.flip();
  }

  private byte truth(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> (byte) 1;
      case VALUE_FALSE -> (byte) 0;
      default -> throw unfit(json, "true or false");
    };
  }

  private long whole(JsonParser json) {
    Datatype type = spec.datatype();
    String need = "a whole number from %d to %d".formatted(type.least(), type.greatest());
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == NumberType.BIG_INTEGER) {
      throw unfit(json, need);
    }
    long value = json.getLongValue();
    if (value < type.least() || value > type.greatest()) {
      throw unfit(json, need);
    }
    return value;
  }

  private float single(JsonParser json) {
    // Not by way of double: rounding twice could change the last bit.
    float value = json.currentToken().isNumeric() ? json.getFloatValue() : Float.NaN;
    if (!Float.isFinite(value)) {
      throw unfit(json, "a number that fits FP32");
    }
    return value;
  }

  private double real(JsonParser json) {
    double value = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
    if (!Double.isFinite(value)) {
      throw unfit(json, "a number that fits FP64");
    }
    return value;
  }

  private Refusal unfit(JsonParser json, String need) {
    return Refusal.badRequest(
        "Input '%s': element %d of data is %s; %s needs %s."
            .formatted(spec.name(), count, shown(json), spec.datatype(), need));
  }

  private static String shown(JsonParser json) {
    String text = String.valueOf(json.getString());
    String cut = text.length() > VALUE_SHOWN ? text.substring(0, VALUE_SHOWN) + "..." : text;
    return json.currentToken() == JsonToken.VALUE_STRING ? "the text \"" + cut + "\"" : cut;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }
}
