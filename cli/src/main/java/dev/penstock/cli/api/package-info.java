/** The public REST API as a client sees it: calls, problems, server-sent events. */
@NullMarked
package dev.penstock.cli.api;

import org.jspecify.annotations.NullMarked;
