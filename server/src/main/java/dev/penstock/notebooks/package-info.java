/**
 * Notebooks: a person's own Jupyter as a job, with a folder that is kept between its starts. It is
 * reached through a proxy on a port of its own, for its pages run what its owner writes.
 */
@NullMarked
package dev.penstock.notebooks;

import org.jspecify.annotations.NullMarked;
