@NullMarked
package dev.penstock.bench.simulate.generate;

import org.jspecify.annotations.NullMarked;
