/** What is in the folder {@code deploy}: whether it fits the server, and whether tools take it. */
@NullMarked
package dev.penstock.deploy;

import org.jspecify.annotations.NullMarked;
