/** Inference endpoints. */
@NullMarked
package dev.penstock.cli.endpoint;

import org.jspecify.annotations.NullMarked;
