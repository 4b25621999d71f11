package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/**
 * An error as the API tells it (RFC 9457).
 *
 * @param type a stable name, such as {@code payment-required}
 * @param status the HTTP status
 * @param title the kind of error in a few words
 * @param detail what is wrong here
 * @param field the field at fault, where there is one
 * @param value the value it had
 * @param hint what to do about it
 */
public record Problem(
    String type,
    int status,
    String title,
    String detail,
    @Nullable String field,
    @Nullable String value,
    @Nullable String hint) {

  /** The same problem, of another field: where a nested value is read out of its context. */
  public Problem at(String otherField) {
    return new Problem(type, status, title, detail, otherField, value, hint);
  }
}
