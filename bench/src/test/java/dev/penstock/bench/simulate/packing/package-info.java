@NullMarked
package dev.penstock.bench.simulate.packing;

import org.jspecify.annotations.NullMarked;
