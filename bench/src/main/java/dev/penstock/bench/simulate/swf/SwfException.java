package dev.penstock.bench.simulate.swf;

/** A file isn't in the Standard Workload Format; the message says where, and what to do. */
public final class SwfException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SwfException(String file, int line, String field, String value, String advice) {
    super("%s, line %d: %s is \"%s\"; %s".formatted(file, line, field, value, advice));
  }
}
