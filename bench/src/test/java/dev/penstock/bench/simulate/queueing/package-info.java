@NullMarked
package dev.penstock.bench.simulate.queueing;

import org.jspecify.annotations.NullMarked;
