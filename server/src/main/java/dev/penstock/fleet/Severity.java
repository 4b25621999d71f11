package dev.penstock.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bad a fault is, the mildest first. */
public enum Severity {
  /** Work goes on for now, but nothing new should begin there. */
  @JsonProperty("minor")
  MINOR,
  /** What runs there can't go on; it may mend itself. */
  @JsonProperty("major")
  MAJOR,
  /** It will not come back by itself. */
  @JsonProperty("critical")
  CRITICAL
}
