package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/** The problems that any module may meet. Each names what is wrong and what to do. */
public final class Problems {
  private static final int LONGEST_VALUE = 200;

  private Problems() {}

  /** 400: a field has a value that it can't have. */
  public static ProblemException invalid(String field, @Nullable String value, String hint) {
    String shown = value == null ? "nothing" : "\"" + shorten(value) + "\"";
    return problem(
        "invalid-value",
        400,
        "Invalid value",
        field + " is " + shown + ": " + hint,
        field,
        value,
        hint);
  }

  /** 400: a field that we do not know; nothing is dropped in silence. */
  public static ProblemException unknownField(String field, String known) {
    return problem(
        "unknown-field",
        400,
        "Unknown field",
        "there is no field " + field,
        field,
        null,
        "remove it, or use one of: " + known);
  }

  /** 400: the request can't be read at all. */
  public static ProblemException malformed(String detail, String hint) {
    return problem("malformed", 400, "Malformed request", detail, null, null, hint);
  }

  /** 401. */
  public static ProblemException unauthenticated(String detail) {
    return problem(
        "unauthenticated",
        401,
        "Not signed in",
        detail,
        "Authorization",
        null,
        "send \"Authorization: Bearer\" with an API key or a session token that is valid");
  }

  /** 402: the account can't pay. */
  public static ProblemException paymentRequired(Money needed, Money available) {
    return problem(
        "payment-required",
        402,
        "Not enough balance",
        "this may cost up to ¥%s, and ¥%s is available".formatted(needed, available),
        "balance",
        available.toString(),
        "top the account up by at least ¥%s, or ask for less".formatted(needed.minus(available)));
  }

  /** 403: known, but not allowed. */
  public static ProblemException forbidden(String detail, String hint) {
    return problem("forbidden", 403, "Not allowed", detail, null, null, hint);
  }

  /** 404: not there, or another tenant's; the answer is the same for both. */
  public static ProblemException notFound(String kind, String id) {
    return notFound(kind, id, "list what there is, and check the spelling");
  }

  /** 404, where we know better what to do. */
  public static ProblemException notFound(String kind, String id, String hint) {
    return problem(
        "not-found",
        404,
        "Not found",
        "there is no %s \"%s\"".formatted(kind, shorten(id)),
        kind,
        id,
        hint);
  }

  /** 409: the state of things does not allow it. */
  public static ProblemException conflict(
      String field, @Nullable String value, String detail, String hint) {
    return problem("conflict", 409, "Conflict", detail, field, value, hint);
  }

  /** 413: larger than we take. */
  public static ProblemException tooLarge(String field, String value, String hint) {
    return problem(
        "too-large",
        413,
        "Too large",
        "%s is too large: %s".formatted(field, value),
        field,
        value,
        hint);
  }

  /** 422: well formed, but can't be done here, ever or as things stand. */
  public static ProblemException unprocessable(
      String type, String field, @Nullable String value, String detail, String hint) {
    return problem(type, 422, "Can't be done", detail, field, value, hint);
  }

  /** 503: a part of the centre does not answer now. */
  public static ProblemException unavailable(String detail, String hint) {
    return problem("unavailable", 503, "Unavailable", detail, null, null, hint);
  }

  /** 507: the store has no room. */
  public static ProblemException storageFull(String what) {
    return problem(
        "storage-full",
        507,
        "Storage full",
        "the store has no room for " + what,
        null,
        null,
        "nothing was kept; try again later, or tell the centre's operator");
  }

  private static ProblemException problem(
      String type,
      int status,
      String title,
      String detail,
      @Nullable String field,
      @Nullable String value,
      @Nullable String hint) {
    return new ProblemException(
        new Problem(
            type, status, title, detail, field, value == null ? null : shorten(value), hint));
  }

  private static String shorten(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
