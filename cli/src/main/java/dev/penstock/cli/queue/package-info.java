/** The tree of the queues, what each may, and what is kept for whom. */
@NullMarked
package dev.penstock.cli.queue;

import org.jspecify.annotations.NullMarked;
