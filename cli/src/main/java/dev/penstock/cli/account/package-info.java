/** Signing in, organisations, projects, members, keys, the balance and the bill. */
@NullMarked
package dev.penstock.cli.account;

import org.jspecify.annotations.NullMarked;
