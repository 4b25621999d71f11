package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.UUID;

/** What came of looking for a task's place. */
sealed interface Attempt {
  /** It is there, and taken. */
  record Found(List<Run.Piece> pieces) implements Attempt {}

  /** Too few nodes have room. */
  record NoRoom() implements Attempt {}

  /** Enough nodes have room, but it is kept for others. */
  record Kept(UUID owner, boolean reserved, long from) implements Attempt {}
}
