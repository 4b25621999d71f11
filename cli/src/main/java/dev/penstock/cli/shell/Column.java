package dev.penstock.cli.shell;

import dev.penstock.cli.api.Json;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * A column of a list of the server's answers.
 *
 * @param key the heading is the message {@code column.<key>}
 * @param right whether it holds numbers
 * @param cell reads the cell out of an answer
 */
public record Column(String key, boolean right, BiFunction<JsonNode, Messages, String> cell) {
  /** The field as it stands. */
  public static Column text(String field) {
    return new Column(field, false, (node, messages) -> Json.text(node, field));
  }

  /** A field of an object inside. */
  public static Column text(String key, String pointer) {
    return new Column(key, false, (node, messages) -> node.at(pointer).asString(""));
  }

  /** A number. */
  public static Column number(String field) {
    return new Column(field, true, (node, messages) -> Json.text(node, field));
  }

  /** A word that the messages may know, such as a state. */
  public static Column word(String field) {
    return new Column(
        field,
        false,
        (node, messages) -> {
          String word = Json.text(node, field);
          return word.isEmpty() ? "" : messages.word(field, word);
        });
  }

  public static Column yuan(String field) {
    return new Column(field, true, (node, messages) -> Units.yuan(Json.text(node, field)));
  }

  /** An instant, shown in the zone of the person's machine. */
  public static Column time(String field) {
    return new Column(field, false, (node, messages) -> Units.time(Json.text(node, field)));
  }

  /** The same of an object inside. */
  public static Column time(String key, String pointer) {
    return new Column(key, false, (node, messages) -> Units.time(node.at(pointer).asString("")));
  }

  public static Column bytes(String field) {
    return new Column(field, true, (node, messages) -> Units.bytes(node.path(field).asLong(0)));
  }

  /** A list of words. */
  public static Column words(String field) {
    return new Column(
        field,
        false,
        (node, messages) ->
            String.join(
                ",", node.path(field).valueStream().map(value -> value.asString("")).toList()));
  }

  String of(JsonNode node, Messages messages) {
    return cell.apply(node, messages);
  }
}
