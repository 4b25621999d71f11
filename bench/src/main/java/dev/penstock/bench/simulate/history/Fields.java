package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.Misused;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of a file, read with errors that name the line, the field and the value.
 *
 * @param where the file and the line
 */
record Fields(String where, JsonNode node) {

  private Misused wrong(String field, String hint) {
    JsonNode value = node.path(field);
    return new Misused(
        "%s, field \"%s\": %s %s"
            .formatted(where, field, value.isMissingNode() ? "it is missing;" : value, hint));
  }

  boolean has(String field) {
    return !node.path(field).isMissingNode() && !node.path(field).isNull();
  }

  Fields row(String field) throws Misused {
    if (!node.path(field).isObject()) {
      throw wrong(field, "must be an object");
    }
    return new Fields(where + ", field \"" + field + "\"", node.path(field));
  }

  List<Fields> rows(String field) throws Misused {
    JsonNode list = node.path(field);
    if (has(field) && !list.isArray()) {
      throw wrong(field, "must be a list");
    }
    List<Fields> rows = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      rows.add(new Fields("%s, field \"%s\" %d".formatted(where, field, i), list.get(i)));
    }
    return rows;
  }

  String text(String field) throws Misused {
    if (!node.path(field).isString()) {
      throw wrong(field, "must be a text");
    }
    return node.path(field).asString();
  }

  String text(String field, String otherwise) throws Misused {
    return has(field) ? text(field) : otherwise;
  }

  @Nullable String optional(String field) throws Misused {
    return has(field) ? text(field) : null;
  }

  boolean flag(String field) throws Misused {
    if (has(field) && !node.path(field).isBoolean()) {
      throw wrong(field, "must be true or false");
    }
    return node.path(field).asBoolean(false);
  }

  long number(String field, long least, long most) throws Misused {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      throw wrong(field, "must be a whole number from %d to %d".formatted(least, most));
    }
    return value.asLong();
  }

  long number(String field, long otherwise, long least, long most) throws Misused {
    return has(field) ? number(field, least, most) : otherwise;
  }

  int count(String field, int otherwise, int least, int most) throws Misused {
    return (int) number(field, otherwise, least, most);
  }

  double decimal(String field, double otherwise) throws Misused {
    if (!has(field)) {
      return otherwise;
    }
    if (!node.path(field).isNumber()) {
      throw wrong(field, "must be a number");
    }
    return node.path(field).asDouble();
  }

  long time(String field) throws Misused {
    try {
      return Instant.parse(text(field)).toEpochMilli();
    } catch (DateTimeException e) {
      throw wrong(field, "must be a time such as 2026-11-25T08:00:00Z");
    }
  }

  long time(String field, long otherwise) throws Misused {
    return has(field) ? time(field) : otherwise;
  }

  UUID id(String field) throws Misused {
    try {
      return UUID.fromString(text(field));
    } catch (IllegalArgumentException e) {
      throw wrong(field, "must be an id of 32 hexadecimal digits with hyphens");
    }
  }

  List<Integer> numbers(String field) throws Misused {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode each : node.path(field)) {
      if (!each.isInt()) {
        throw wrong(field, "must be a list of whole numbers");
      }
      numbers.add(each.asInt());
    }
    return numbers;
  }

  Map<String, String> texts(String field) {
    Map<String, String> texts = new TreeMap<>();
    node.path(field).properties().forEach(it -> texts.put(it.getKey(), it.getValue().asString()));
    return texts;
  }

  Map<String, Long> amounts(String field) {
    Map<String, Long> amounts = new TreeMap<>();
    node.path(field).properties().forEach(it -> amounts.put(it.getKey(), it.getValue().asLong()));
    return amounts;
  }
}
