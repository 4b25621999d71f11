/** The server: a modular monolith, one process on one PostgreSQL. */
@NullMarked
package dev.penstock;

import org.jspecify.annotations.NullMarked;
