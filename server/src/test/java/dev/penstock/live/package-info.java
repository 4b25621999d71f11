@NullMarked
package dev.penstock.live;

import org.jspecify.annotations.NullMarked;
