@NullMarked
package dev.penstock.dispatch.queueing;

import org.jspecify.annotations.NullMarked;
