@NullMarked
package dev.penstock.cli.api;

import org.jspecify.annotations.NullMarked;
