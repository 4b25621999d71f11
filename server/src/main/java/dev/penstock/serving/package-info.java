/**
 * Inference endpoints: a name behind which a replica serves one version of a model, by the Open
 * Inference Protocol. Every successful call is counted once, before it is answered.
 */
@NullMarked
package dev.penstock.serving;

import org.jspecify.annotations.NullMarked;
