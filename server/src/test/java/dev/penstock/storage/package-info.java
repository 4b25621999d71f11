@NullMarked
package dev.penstock.storage;

import org.jspecify.annotations.NullMarked;
