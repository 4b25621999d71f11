/** The engine of this machine: bubblewrap sandboxes in control groups, kept on disk. */
@NullMarked
package dev.penstock.engines.local;

import org.jspecify.annotations.NullMarked;
