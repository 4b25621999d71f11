package dev.penstock.bench.simulate;

/** Something was asked for that can't be done, or of a file that can't be used. */
public final class Misused extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Misused.
   *
   * @param message names the option or the file, the line, the field and the value, and what they
   *     must be
   */
  public Misused(String message) {
    super(message);
  }
}
