/** Data sets: named, versioned and read-only, as jobs take them in. */
@NullMarked
package dev.penstock.datasets;

import org.jspecify.annotations.NullMarked;
