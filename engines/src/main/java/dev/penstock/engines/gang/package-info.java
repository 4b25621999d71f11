/** What the processes of a gang need to find each other: environment, host file, rank table. */
@NullMarked
package dev.penstock.engines.gang;

import org.jspecify.annotations.NullMarked;
