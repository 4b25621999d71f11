@NullMarked
package dev.penstock.shared;

import org.jspecify.annotations.NullMarked;
