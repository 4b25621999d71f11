package dev.penstock.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may have a fault. */
public enum IncidentKind {
  /** An accelerator card of a node. */
  @JsonProperty("card")
  CARD,
  /** A node that its engine does not list. */
  @JsonProperty("node")
  NODE,
  /** An engine that can't be asked. */
  @JsonProperty("engine")
  ENGINE
}
