/** The demonstration: a whole journey through a running centre, with checks. */
@NullMarked
package dev.penstock.cli.demo;

import org.jspecify.annotations.NullMarked;
