@NullMarked
package dev.penstock.engines.simulated;

import org.jspecify.annotations.NullMarked;
