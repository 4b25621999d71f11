@NullMarked
package dev.penstock.insights;

import org.jspecify.annotations.NullMarked;
