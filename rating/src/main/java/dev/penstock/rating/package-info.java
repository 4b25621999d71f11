/** What usage costs. Pure: values in, values out, no clock, no I/O. */
@NullMarked
package dev.penstock.rating;

import org.jspecify.annotations.NullMarked;
