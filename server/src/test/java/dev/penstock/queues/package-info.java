@NullMarked
package dev.penstock.queues;

import org.jspecify.annotations.NullMarked;
