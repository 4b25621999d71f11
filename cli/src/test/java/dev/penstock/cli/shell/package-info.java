@NullMarked
package dev.penstock.cli.shell;

import org.jspecify.annotations.NullMarked;
