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
  /** A fault of it is gone, but has yet to stay away; until then it takes no new work. */
  @JsonProperty("fenced")
  FENCED,
  /** Its engine does not see it, or has it down. */
  @JsonProperty("down")
  DOWN
}
