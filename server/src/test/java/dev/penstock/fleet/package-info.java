@NullMarked
package dev.penstock.fleet;

import org.jspecify.annotations.NullMarked;
