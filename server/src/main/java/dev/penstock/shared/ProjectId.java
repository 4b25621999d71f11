package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a project. In JSON it is the plain UUID. */
public record ProjectId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static ProjectId next() {
    return new ProjectId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such project can exist
   */
  @JsonCreator
  public static ProjectId parse(String text) {
    return new ProjectId(Ids.parse("project", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
