/** Notebooks. */
@NullMarked
package dev.penstock.cli.notebook;

import org.jspecify.annotations.NullMarked;
