package dev.penstock.insights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a part does, the better first. */
enum HealthState {
  /** As it should. */
  @JsonProperty("ok")
  OK,
  /** It works, and somebody should look at it. */
  @JsonProperty("warning")
  WARNING,
  /** It does not do what it is for. */
  @JsonProperty("failing")
  FAILING;

  HealthState worse(HealthState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
