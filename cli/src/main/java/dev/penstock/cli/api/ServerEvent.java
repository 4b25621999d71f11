package dev.penstock.cli.api;

import tools.jackson.databind.JsonNode;

/**
 * One server-sent event.
 *
 * @param name {@code message} when the stream did not say
 * @param data the lines of data, joined by line feeds
 */
public record ServerEvent(String name, String data) {
  /** The data read as JSON; an empty object when there is none. */
  public JsonNode json() {
    return data.isBlank() ? Json.object() : Json.MAPPER.readTree(data);
  }
}
