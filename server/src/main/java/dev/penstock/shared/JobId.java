package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a job. In JSON it is the plain UUID. */
public record JobId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static JobId next() {
    return new JobId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such job can exist
   */
  @JsonCreator
  public static JobId parse(String text) {
    return new JobId(Ids.parse("job", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
