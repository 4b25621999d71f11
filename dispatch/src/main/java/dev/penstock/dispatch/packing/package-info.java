/**
 * Puts single tasks on nodes with cards that may be shared: the state of the nodes, the policies
 * that judge a node, and the index that finds the best one.
 */
@NullMarked
package dev.penstock.dispatch.packing;

import org.jspecify.annotations.NullMarked;
