@NullMarked
package dev.penstock.engines;

import org.jspecify.annotations.NullMarked;
