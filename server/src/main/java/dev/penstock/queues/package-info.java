/** What waits, what is placed, and the loop that runs the dispatch kernel. */
@NullMarked
package dev.penstock.queues;

import org.jspecify.annotations.NullMarked;
