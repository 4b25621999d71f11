package dev.penstock.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a job. In JSON it is the plain UUID. */
public record JobId(@JsonValue UUID value) {
  /** How many tasks an array may have. */
  public static final int MOST_TASKS = 100_000;

  private static final int TASK_BITS = 17;

  /** A new id, ordered by the time of its making. */
  public static JobId next() {
    return new JobId(Ids.next());
  }

  /** A new id for an array, behind which there is room for the ids of its tasks. */
  public static JobId nextOfArray() {
    UUID id = Ids.next();
    return new JobId(
        new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & -(1L << TASK_BITS)));
  }

  /**
   * The id of an array's task; always the same, and in the order of the tasks.
   *
   * @param index from 0, less than {@link #MOST_TASKS}
   */
  public JobId task(int index) {
    return new JobId(
        new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() + 1 + index));
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
