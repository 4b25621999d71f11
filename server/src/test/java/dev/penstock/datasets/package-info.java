@NullMarked
package dev.penstock.datasets;

import org.jspecify.annotations.NullMarked;
