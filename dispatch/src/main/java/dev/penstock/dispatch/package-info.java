/**
 * What nodes have and what is asked of them: the values that every kernel of this module shares
 * with its callers.
 */
@NullMarked
package dev.penstock.dispatch;

import org.jspecify.annotations.NullMarked;
