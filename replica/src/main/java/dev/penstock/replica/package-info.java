@NullMarked
package dev.penstock.replica;

import org.jspecify.annotations.NullMarked;
