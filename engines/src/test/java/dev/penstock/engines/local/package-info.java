@NullMarked
package dev.penstock.engines.local;

import org.jspecify.annotations.NullMarked;
