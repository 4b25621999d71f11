/** What every command shares: settings, messages, tables, progress, exit codes. */
@NullMarked
package dev.penstock.cli.shell;

import org.jspecify.annotations.NullMarked;
