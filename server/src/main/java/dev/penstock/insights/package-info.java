/**
 * How the centre does: for everybody, for its staff, for its machines. Reads, and decides nothing.
 */
@NullMarked
package dev.penstock.insights;

import org.jspecify.annotations.NullMarked;
