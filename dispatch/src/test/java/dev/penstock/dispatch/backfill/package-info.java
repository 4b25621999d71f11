@NullMarked
package dev.penstock.dispatch.backfill;

import org.jspecify.annotations.NullMarked;
