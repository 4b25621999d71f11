@NullMarked
package dev.penstock.rating;

import org.jspecify.annotations.NullMarked;
