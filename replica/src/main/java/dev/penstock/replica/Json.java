package dev.penstock.replica;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Small helpers for reading JSON by hand. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Refuses any other token than the wanted one. */
  static void expect(JsonParser json, JsonToken wanted, String what, String need) {
    if (json.currentToken() != wanted) {
      throw Refusal.badRequest("%s must be %s.".formatted(what, need));
    }
  }

  static String text(JsonParser json, String what) {
    expect(json, JsonToken.VALUE_STRING, what, "a text");
    return json.getString();
  }
}
