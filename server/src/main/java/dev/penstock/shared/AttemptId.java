package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies an attempt. In JSON it is the plain UUID. */
public record AttemptId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static AttemptId next() {
    return new AttemptId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such attempt can exist
   */
  @JsonCreator
  public static AttemptId parse(String text) {
    return new AttemptId(Ids.parse("attempt", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
