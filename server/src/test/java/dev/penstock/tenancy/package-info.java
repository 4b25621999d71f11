@NullMarked
package dev.penstock.tenancy;

import org.jspecify.annotations.NullMarked;
