@NullMarked
package dev.penstock.engines.gang;

import org.jspecify.annotations.NullMarked;
