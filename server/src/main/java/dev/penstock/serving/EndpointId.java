package dev.penstock.serving;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ProblemException;
import java.util.UUID;

/** Identifies an endpoint. In JSON it is the plain UUID. */
public record EndpointId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static EndpointId next() {
    return new EndpointId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such endpoint can exist
   */
  @JsonCreator
  public static EndpointId parse(String text) {
    return new EndpointId(Ids.parse("endpoint", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
