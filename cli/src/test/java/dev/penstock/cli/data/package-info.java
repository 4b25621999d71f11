@NullMarked
package dev.penstock.cli.data;

import org.jspecify.annotations.NullMarked;
