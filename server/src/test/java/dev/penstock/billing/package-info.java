@NullMarked
package dev.penstock.billing;

import org.jspecify.annotations.NullMarked;
