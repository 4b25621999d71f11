/** The operator's view of the nodes. */
@NullMarked
package dev.penstock.cli.node;

import org.jspecify.annotations.NullMarked;
