@NullMarked
package dev.penstock.bench.simulate;

import org.jspecify.annotations.NullMarked;
