@NullMarked
package dev.penstock.notebooks;

import org.jspecify.annotations.NullMarked;
