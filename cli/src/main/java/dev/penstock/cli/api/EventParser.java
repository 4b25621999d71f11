package dev.penstock.cli.api;

import java.util.Optional;

/**
 * Puts the lines of a {@code text/event-stream} together. An event that the stream's end cuts off
 * is not given out, as the standard says.
 */
final class EventParser {
  private String name = "";
  private final StringBuilder data = new StringBuilder();
  private boolean any;

  /** Takes the next line, without its end; answers with the event that it completes. */
  Optional<ServerEvent> accept(String line) {
    if (line.isEmpty()) {
      return complete();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "event" -> name = value;
      case "data" -> append(value);
      default -> {
        // a comment (an empty field), or a field that we have no use for
      }
    }
    return Optional.empty();
  }

  private void append(String value) {
    if (any) {
      data.append('\n');
    }
    data.append(value);
    any = true;
  }

  private Optional<ServerEvent> complete() {
    Optional<ServerEvent> event =
        any
            ? Optional.of(new ServerEvent(name.isEmpty() ? "message" : name, data.toString()))
            : Optional.empty();
    name = "";
    data.setLength(0);
    any = false;
    return event;
  }
}
