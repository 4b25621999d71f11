@NullMarked
package dev.penstock.serving;

import org.jspecify.annotations.NullMarked;
