@NullMarked
package dev.penstock.cli.demo;

import org.jspecify.annotations.NullMarked;
