/** Places gangs on cards that are wired in rings, in nodes that hang on switches. */
@NullMarked
package dev.penstock.dispatch.topology;

import org.jspecify.annotations.NullMarked;
