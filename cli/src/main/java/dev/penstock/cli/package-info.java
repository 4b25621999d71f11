/** The command line {@code penstock}, over the public REST API alone. */
@NullMarked
package dev.penstock.cli;

import org.jspecify.annotations.NullMarked;
