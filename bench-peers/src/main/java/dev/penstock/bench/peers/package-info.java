/** The kernel's speed beside the schedulers of others, by JMH. */
@NullMarked
package dev.penstock.bench.peers;

import org.jspecify.annotations.NullMarked;
