/** What is played side by side: policies, nodes, quotas and faults. */
@NullMarked
package dev.penstock.bench.simulate.variant;

import org.jspecify.annotations.NullMarked;
