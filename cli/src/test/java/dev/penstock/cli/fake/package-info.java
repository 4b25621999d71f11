@NullMarked
package dev.penstock.cli.fake;

import org.jspecify.annotations.NullMarked;
