package dev.penstock.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an incident is in its life. In all states but the last its subject is fenced. */
public enum IncidentState {
  /** The fault is there. */
  @JsonProperty("faulty")
  FAULTY,
  /** The fault is gone, and has yet to stay away. */
  @JsonProperty("watched")
  WATCHED,
  /** The fault is gone, but it has come so often that nothing starts there for long. */
  @JsonProperty("held")
  HELD,
  /** It is over. */
  @JsonProperty("ended")
  ENDED
}
