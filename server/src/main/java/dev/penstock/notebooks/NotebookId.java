package dev.penstock.notebooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ProblemException;
import java.util.UUID;

/** Identifies a notebook. In JSON it is the plain UUID. */
public record NotebookId(@JsonValue UUID value) {

  /** A new id, ordered by the time of its making. */
  public static NotebookId next() {
    return new NotebookId(Ids.next());
  }

  /**
   * Reads the text form.
   *
   * @throws ProblemException not found, when the text is not a UUID: no such notebook can exist
   */
  @JsonCreator
  public static NotebookId parse(String text) {
    return new NotebookId(Ids.parse("notebook", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
