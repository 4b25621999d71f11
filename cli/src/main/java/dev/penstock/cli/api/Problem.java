package dev.penstock.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The server's refusal (RFC 9457).
 *
 * @param status the HTTP status
 * @param body the problem as the server sent it; an empty object when it sent none
 */
public record Problem(int status, JsonNode body) {
  static Problem read(int status, byte[] body) {
    try {
      JsonNode read = Json.MAPPER.readTree(body);
      return new Problem(status, read.isObject() ? read : Json.object());
    } catch (JacksonException notJson) {
      return new Problem(status, Json.object());
    }
  }

  /** A field of the problem, such as {@code title}; null when the server did not say. */
  public @Nullable String get(String field) {
    String text = Json.text(body, field);
    return text.isEmpty() ? null : text;
  }

  /** Whether the type ends in this name, such as {@code payment-required}. */
  public boolean is(String type) {
    return Json.text(body, "type").endsWith(type);
  }
}
