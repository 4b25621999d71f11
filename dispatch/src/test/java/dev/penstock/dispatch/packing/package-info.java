@NullMarked
package dev.penstock.dispatch.packing;

import org.jspecify.annotations.NullMarked;
