@NullMarked
package dev.penstock.bench.chaos;

import org.jspecify.annotations.NullMarked;
