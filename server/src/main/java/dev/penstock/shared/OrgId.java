package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies an organisation. In JSON it is the plain UUID. */
public record OrgId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static OrgId next() {
    return new OrgId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such organisation can exist
   */
  @JsonCreator
  public static OrgId parse(String text) {
    return new OrgId(Ids.parse("organisation", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
