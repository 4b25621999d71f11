package dev.penstock.queues;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How near to each other the nodes of a job are. */
public enum Topology {
  /** As near as they can be; never waits for it. */
  @JsonProperty("near")
  NEAR,
  /** All at one switch. */
  @JsonProperty("same-switch")
  SAME_SWITCH,
  /** All in one super node. */
  @JsonProperty("same-super-node")
  SAME_SUPER_NODE,
  /** As far from each other as they can be, so that few are lost at once. */
  @JsonProperty("spread")
  SPREAD;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
