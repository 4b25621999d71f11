@NullMarked
package dev.penstock.cli.queue;

import org.jspecify.annotations.NullMarked;
