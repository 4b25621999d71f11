package dev.penstock.dispatch.centre;

/** How near to each other the ranks of a gang are to be. */
public enum Topology {
  /** Under as few switches as there is room for; the default. */
  NEAR,
  /** All under one switch. */
  SAME_SWITCH,
  /** All in one super-node. */
  SAME_SUPER_NODE,
  /** Under as many switches as can be, so that the loss of one takes few ranks. */
  SPREAD
}
