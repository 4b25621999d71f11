package dev.penstock.jobs;

import dev.penstock.engines.EngineRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an engine's own record of an attempt is not what we have metered. */
sealed interface Difference {
  UUID attempt();

  /** What we have; null where we have nothing. */
  @Nullable OwnRun ours();

  /** What the engine has; empty where it has nothing. */
  List<EngineRecord> theirs();

  /** In a word, for programs. */
  default String kind() {
    return switch (this) {
      case MissingThere it -> "missing-there";
      case MissingHere it -> "missing-here";
      case OtherTimes it -> "other-times";
      case OtherCards it -> "other-cards";
      case SeveralThere it -> "several-there";
    };
  }

  /** We have metered what the engine does not know to have run. */
  record MissingThere(OwnRun ours) implements Difference {
    @Override
    public UUID attempt() {
      return ours.attempt();
    }

    @Override
    public List<EngineRecord> theirs() {
      return List.of();
    }
  }

  /** It ran, and has not been metered to its end. */
  record MissingHere(UUID attempt, @Nullable OwnRun ours, List<EngineRecord> theirs)
      implements Difference {
    public MissingHere {
      theirs = List.copyOf(theirs);
    }
  }

  /** Start or end are others. */
  record OtherTimes(OwnRun ours, EngineRecord their) implements Difference {
    @Override
    public UUID attempt() {
      return ours.attempt();
    }

    @Override
    public List<EngineRecord> theirs() {
      return List.of(their);
    }
  }

  /** The number of cards is another. */
  record OtherCards(OwnRun ours, EngineRecord their) implements Difference {
    @Override
    public UUID attempt() {
      return ours.attempt();
    }

    @Override
    public List<EngineRecord> theirs() {
      return List.of(their);
    }
  }

  /** The engine ran it more than once, and it was metered as one. */
  record SeveralThere(OwnRun ours, List<EngineRecord> theirs) implements Difference {
    public SeveralThere {
      theirs = List.copyOf(theirs);
    }

    @Override
    public UUID attempt() {
      return ours.attempt();
    }
  }
}
