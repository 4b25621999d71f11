@NullMarked
package dev.penstock.bench.simulate.variant;

import org.jspecify.annotations.NullMarked;
