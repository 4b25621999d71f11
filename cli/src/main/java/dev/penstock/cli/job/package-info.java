/** Jobs: submit, watch, fetch. */
@NullMarked
package dev.penstock.cli.job;

import org.jspecify.annotations.NullMarked;
