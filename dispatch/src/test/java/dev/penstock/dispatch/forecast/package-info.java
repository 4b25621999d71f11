@NullMarked
package dev.penstock.dispatch.forecast;

import org.jspecify.annotations.NullMarked;
