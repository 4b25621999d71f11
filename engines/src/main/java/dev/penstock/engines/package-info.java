/** The one interface to whatever runs work. It knows nothing of tenants, money or databases. */
@NullMarked
package dev.penstock.engines;

import org.jspecify.annotations.NullMarked;
