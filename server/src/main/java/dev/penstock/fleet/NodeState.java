package dev.penstock.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether work may start on a node. */
public enum NodeState {
  /** It takes work. */
  @JsonProperty("ready")
  READY,
  /** It takes no new work; what runs there ends in peace. */
  @JsonProperty("draining")
  DRAINING,
  /** Its engine does not see it. */
  @JsonProperty("down")
  DOWN
}
