package dev.penstock.tenancy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether the centre's staff must have a second factor. */
enum StaffSecondFactor {
  /** Whoever wants one has one. */
  OFFERED,
  /** Staff without one can do nothing but enrol. */
  REQUIRED;

  /** The name in the API. */
  @JsonValue
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
