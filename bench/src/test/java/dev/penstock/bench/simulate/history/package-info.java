@NullMarked
package dev.penstock.bench.simulate.history;

import org.jspecify.annotations.NullMarked;
