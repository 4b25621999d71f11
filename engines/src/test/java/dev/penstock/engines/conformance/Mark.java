package dev.penstock.engines.conformance;

/**
 * How a bed shows a behaviour.
 *
 * @param reason a clause that says why it can't, empty otherwise
 */
public record Mark(Kind kind, String reason) {
  public static final Mark REAL = new Mark(Kind.REAL, "");
  public static final Mark SCRIPTED = new Mark(Kind.SCRIPTED, "");

  /** From the strongest to the weakest. */
  public enum Kind {
    /** The engine really runs, and so do the programs. */
    REAL("real"),
    /** The engine's own code runs against recorded or invented states of what it speaks to. */
    SCRIPTED("scripted"),
    NOT_TESTABLE("not testable");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** Can't be shown; the reason is a clause without a full stop. */
  public static Mark notTestable(String reason) {
    if (!reason.matches("(?s)[a-z`].{15,}[^.]")) {
      throw new IllegalArgumentException(
          "reason: \"%s\" is not a clause without a full stop".formatted(reason));
    }
    return new Mark(Kind.NOT_TESTABLE, reason);
  }

  /** The weaker of the two. */
  Mark and(Mark other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }

  boolean is(Kind one) {
    return kind == one;
  }

  /** As the table shows it. */
  String word() {
    return kind.word;
  }
}
