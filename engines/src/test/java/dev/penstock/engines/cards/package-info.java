@NullMarked
package dev.penstock.engines.cards;

import org.jspecify.annotations.NullMarked;
