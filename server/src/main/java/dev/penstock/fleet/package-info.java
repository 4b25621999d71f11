/** Connections to engines; nodes, their accelerators and health; flavours and runtimes. */
@NullMarked
package dev.penstock.fleet;

import org.jspecify.annotations.NullMarked;
