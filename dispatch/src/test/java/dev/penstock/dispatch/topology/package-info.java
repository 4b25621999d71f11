@NullMarked
package dev.penstock.dispatch.topology;

import org.jspecify.annotations.NullMarked;
