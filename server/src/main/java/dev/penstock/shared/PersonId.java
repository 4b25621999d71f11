package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a person. In JSON it is the plain UUID. */
public record PersonId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static PersonId next() {
    return new PersonId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such person can exist
   */
  @JsonCreator
  public static PersonId parse(String text) {
    return new PersonId(Ids.parse("person", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
