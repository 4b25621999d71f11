package dev.penstock.dispatch.centre;

/**
 * A rank's place.
 *
 * @param node the node's name
 * @param cards its cards there, as bits
 * @param role which of the workload's roles, from 0
 */
public record Slot(String node, int cards, int role) {}
