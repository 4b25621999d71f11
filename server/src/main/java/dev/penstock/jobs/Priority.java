package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a job is. */
public enum Priority {
  @JsonProperty("low")
  LOW(-10),
  @JsonProperty("normal")
  NORMAL(0),
  @JsonProperty("high")
  HIGH(10);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** The higher goes first. */
  int rank() {
    return rank;
  }
}
