/** What people see of the console, in a real browser against the real server. */
@NullMarked
package dev.penstock.console;

import org.jspecify.annotations.NullMarked;
