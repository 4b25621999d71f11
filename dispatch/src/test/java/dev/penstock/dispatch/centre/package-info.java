@NullMarked
package dev.penstock.dispatch.centre;

import org.jspecify.annotations.NullMarked;
